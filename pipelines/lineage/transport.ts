import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** Takes events in their order. It never throws and never keeps anybody waiting. */
export type Transport = {
  readonly send: (event: object) => void
  /** Once all is sent or given up: why some of it was not, in a sentence. */
  readonly end: () => Promise<string | null>
}

/** Milliseconds in which an answer must come, and for which the end of a run waits for those that are owed. */
const patience = 3_000

/** Writes each event as a line of JSON at the end of a file. */
export function toFile(path: string): Transport {
  let fault: string | null = null
  return {
    send: (event) => {
      if (fault) return
      try {
        mkdirSync(dirname(path), { recursive: true })
        appendFileSync(path, `${JSON.stringify(event)}\n`)
      } catch (thrown) {
        const { code } = thrown as NodeJS.ErrnoException
        fault = `The OpenLineage file ${path} could not be written to${code ? ` (${code})` : ''}.`
      }
    },
    end: async () => fault,
  }
}

/**
 * Posts one event after another while the run goes on. After the first that is not taken it sends no more, so that an
 * address where nobody is costs a run next to nothing.
 */
export function toAddress(url: string, key: string | undefined): Transport {
  let fault: string | null = null
  let sent: Promise<void> = Promise.resolve()
  const atEnd = new AbortController()
  const send = async (event: object): Promise<void> => {
    if (!fault) fault = await post(url, key, event, atEnd.signal)
  }
  return {
    send: (event) => {
      sent = sent.then(() => send(event))
    },
    end: async () => {
      const givingUp = setTimeout(() => atEnd.abort(), patience)
      await sent
      clearTimeout(givingUp)
      return fault
    },
  }
}

/** Gives the fault in a sentence that names the host alone, as an address may hold a secret. */
async function post(
  url: string,
  key: string | undefined,
  event: object,
  atEnd: AbortSignal,
): Promise<string | null> {
  const said = (what: string) => `The OpenLineage endpoint at ${new URL(url).host} ${what}.`
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
      body: JSON.stringify(event),
      // Elsewhere than where it was meant for, nothing must go.
      redirect: 'manual',
      signal: AbortSignal.any([atEnd, AbortSignal.timeout(patience)]),
    })
    await answer.body?.cancel()
    return answer.ok ? null : said(`answered ${answer.status}`)
  } catch (fault) {
    if (fault instanceof DOMException)
      return said(`did not take the events within ${patience / 1000} seconds`)
    const code = ((fault as Error).cause as NodeJS.ErrnoException | undefined)?.code
    return said(`could not be reached${code ? ` (${code})` : ''}`)
  }
}
