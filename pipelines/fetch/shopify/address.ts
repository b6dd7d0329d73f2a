import { Problem } from '../../runner/problems.ts'
import type { Told } from './refused.ts'

const isHere = (host: string): boolean => /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host)

/** The GraphQL endpoint. What leaves this machine is sealed. */
export const endpoint = (shop: string, apiVersion: string): string =>
  `${isHere(shop) ? 'http' : 'https'}://${shop}/admin/api/${apiVersion}/graphql.json`

/** Where Shopify lays a file down, if it is as safe to reach as the shop itself. */
export function addressOfFile(url: string, shop: string, { where }: Told): string {
  if (url.startsWith('https://') || isHere(shop)) return url
  throw new Problem('Shopify names an address that is not sealed (TLS), from which nothing is fetched.', {
    where,
    next: 'check that shop in recoup.config.ts is a shop on Shopify.',
  })
}
