import { createHmac } from 'node:crypto'

/** Seconds that a webhook has to answer in. */
const patience = 10

/**
 * Posts one JSON body to a webhook; gives the fault in a sentence that names the host alone, as an address may hold a
 * secret. Null where it was taken.
 */
export async function postJson(
  url: string,
  body: string,
  { secret, seconds = patience }: { secret: string | undefined; seconds?: number },
): Promise<string | null> {
  const said = (what: string) => `The webhook at ${new URL(url).host} ${what}.`
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signature(body, secret) },
      body,
      // Elsewhere than where it was meant for, it must not go.
      redirect: 'manual',
      signal: AbortSignal.timeout(seconds * 1000),
    })
    await answer.body?.cancel()
    return answer.ok ? null : said(`answered ${answer.status}`)
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'TimeoutError')
      return said(`did not answer within ${seconds} seconds`)
    const code = ((fault as Error).cause as NodeJS.ErrnoException | undefined)?.code
    return said(`could not be reached${code ? ` (${code})` : ''}`)
  }
}

/** By the secret the receiver knows that the body is from here, and whole: HMAC-SHA-256, hexadecimal. */
const signature = (body: string, secret: string | undefined): Record<string, string> =>
  secret ? { 'x-recoup-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` } : {}
