import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Post, postJson } from '../runner/post_json.ts'

/** Takes events in their order. It never throws and never keeps anybody waiting. */
export type Transport = {
  readonly send: (event: object) => void
  /** Once all is sent or given up: why some of it was not, in a sentence. */
  readonly end: () => Promise<string | null>
}

/** Seconds in which an answer must come, and for which the end of a run waits for those that are owed. */
const patience = 3

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
  const called: Post = {
    to: 'OpenLineage endpoint',
    headers: key ? { authorization: `Bearer ${key}` } : {},
    seconds: patience,
    giveUp: atEnd.signal,
  }
  const send = async (event: object): Promise<void> => {
    if (!fault) fault = await postJson(url, JSON.stringify(event), called)
  }
  return {
    send: (event) => {
      sent = sent.then(() => send(event))
    },
    end: async () => {
      const givingUp = setTimeout(() => atEnd.abort(), patience * 1000)
      await sent
      clearTimeout(givingUp)
      return fault
    },
  }
}
