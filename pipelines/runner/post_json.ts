import { createHmac } from 'node:crypto'

/** How a body is posted. */
export type Post = {
  /** What is at the address, as a fault names it. */
  readonly to: string
  readonly headers: Readonly<Record<string, string>>
  /** Seconds in which an answer must come. */
  readonly seconds: number
  /** Gives the answer up before that. */
  readonly giveUp?: AbortSignal
}

/**
 * Posts one JSON body; gives the fault in a sentence that names the host alone, as an address may hold a secret. Null
 * where it was taken.
 */
export async function postJson(
  url: string,
  body: string,
  { to, headers, seconds, giveUp }: Post,
): Promise<string | null> {
  const said = (what: string) => `The ${to} at ${new URL(url).host} ${what}.`
  const patience = AbortSignal.timeout(seconds * 1000)
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      // Elsewhere than where it was meant for, it must not go.
      redirect: 'manual',
      signal: giveUp ? AbortSignal.any([giveUp, patience]) : patience,
    })
    await answer.body?.cancel()
    return answer.ok ? null : said(`answered ${answer.status}`)
  } catch (fault) {
    if (fault instanceof DOMException) return said(`did not answer within ${seconds} seconds`)
    const code = ((fault as Error).cause as NodeJS.ErrnoException | undefined)?.code
    return said(`could not be reached${code ? ` (${code})` : ''}`)
  }
}

/** How a webhook is called: it has ten seconds, and by the secret it knows that the body is from here and whole. */
export const webhook = (body: string, secret: string | undefined): Post => ({
  to: 'webhook',
  headers: secret
    ? { 'x-recoup-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }
    : {},
  seconds: 10,
})
