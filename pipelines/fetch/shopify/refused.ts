import { Problem } from '../../runner/problems.ts'
import { secretName } from '../secret.ts'

/** Whom is spoken to, as problems name it. */
export type Told = { readonly connection: string; readonly where: string }

type Refusal = { readonly what: string; readonly next: string }

/** Answers that asking again would not change, by their HTTP status. */
const refusals = (secret: string): Readonly<Record<number, Refusal>> => ({
  401: {
    what: 'Shopify does not know the token.',
    next: `set ${secret} to the Admin API access token of the shop's custom app (docs/senders/shopify_connection.md).`,
  },
  402: { what: 'The shop is frozen: its bill is not paid.', next: "settle the bill in the shop's admin." },
  403: {
    what: 'Shopify does not let this token in.',
    next: 'look in the admin whether the custom app is installed, and give it the scopes of docs/senders/shopify_connection.md.',
  },
  404: {
    what: 'There is no such shop, or no such version of its API.',
    next: 'check shop and apiVersion in recoup.config.ts.',
  },
  423: { what: 'Shopify has locked the shop.', next: 'ask the support of Shopify why.' },
})

/** The problem of an answer that stays as it is; null where another try may help. */
export function refusedBy(status: number, { connection, where }: Told): Problem | null {
  if (status >= 300 && status < 400)
    return new Problem('The shop leads to another address, to which the token is not sent.', {
      where,
      next: 'name the shop in recoup.config.ts as Shopify calls it today: something.myshopify.com.',
    })
  const known = refusals(secretName(connection, 'TOKEN'))[status]
  if (known) return new Problem(known.what, { where, next: known.next })
  if (status >= 500 || status === 429 || status === 408 || status < 300) return null
  return new Problem(`Shopify refused the question (HTTP ${status}).`, {
    where,
    next: 'check shop and apiVersion in recoup.config.ts.',
  })
}

/** What Shopify says is lacking, where a scope is. */
export const accessDenied = (said: string, { where }: Told): Problem =>
  new Problem(`Shopify lets the token read less than is asked for: ${said}`, {
    where,
    next: 'give the custom app the scopes of docs/senders/shopify_connection.md, and access to the data of customers.',
  })
