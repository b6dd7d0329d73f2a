import { open, type FileHandle } from 'node:fs/promises'
import { Problem } from '../../runner/problems.ts'
import { networkFault } from './client.ts'
import { jsonLines } from './json_lines.ts'
import type { Reach } from './client.ts'

/** The address no longer holds the file. */
export class Gone extends Error {}

export type Wanted = {
  readonly url: string
  /** Null where Shopify does not say. */
  readonly bytes: number | null
  readonly lines: number
}

type Around = Pick<Reach, 'told' | 'pause' | 'stop'> & { readonly tell: (howFar: string) => void }

const mostTries = 7
const secondsToAnswer = 60

/**
 * Downloads a file of JSON lines piece by piece, and returns only once it is whole. Cut short, it goes on from where it
 * was, if the server says that the file is still the same, or begins anew. No token goes with it.
 */
export async function download(wanted: Wanted, path: string, around: Around): Promise<number> {
  const file = await open(path, 'w', 0o600)
  try {
    const piecewise = new Piecewise(wanted, file, around)
    for (let tries = 1; ; tries++) {
      const why = await piecewise.goOn()
      if (why === null) {
        const lines = await linesIfWhole(wanted, path)
        if (lines !== null) return lines
        piecewise.beginAnew()
      }
      if (tries === mostTries) throw neverWhole(why ?? 'it is not what Shopify said it would be', around)
      await around.pause(1000 * 2 ** (tries - 1), around.stop)
    }
  } finally {
    await file.close()
  }
}

class Piecewise {
  readonly #wanted: Wanted
  readonly #file: FileHandle
  readonly #around: Around
  #have = 0
  /** By which the server knows whether the file is still the same. */
  #etag: string | null = null

  constructor(wanted: Wanted, file: FileHandle, around: Around) {
    this.#wanted = wanted
    this.#file = file
    this.#around = around
  }

  beginAnew(): void {
    this.#have = 0
    this.#etag = null
  }

  /** Null once all that the server has is there; else why not. */
  async goOn(): Promise<string | null> {
    const { stop } = this.#around
    const silence = new AbortController()
    try {
      if (this.#etag === null) this.beginAnew()
      const answer = await fetch(this.#wanted.url, {
        headers: {
          'accept-encoding': 'identity',
          ...(this.#etag && this.#have > 0
            ? { range: `bytes=${this.#have}-`, 'if-range': this.#etag }
            : {}),
        },
        redirect: 'manual',
        signal: AbortSignal.any([stop, silence.signal]),
      })
      return await this.#take(answer, silence)
    } catch (fault) {
      stop.throwIfAborted()
      if (fault instanceof Gone) throw fault
      if (isOfThisMachine(fault)) throw fault
      return networkFault(fault)
    }
  }

  async #take(answer: Response, silence: AbortController): Promise<string | null> {
    if ([400, 401, 403, 404, 410].includes(answer.status)) throw new Gone()
    const goesOn = answer.status === 206 && startOf(answer) === this.#have
    if (!goesOn) this.beginAnew()
    if (!goesOn && answer.status !== 200) {
      await answer.body?.cancel()
      return `HTTP ${answer.status}`
    }
    this.#etag = strongEtag(answer)
    await this.#file.truncate(this.#have)
    await this.#write(answer, silence)
    const { bytes } = this.#wanted
    if (bytes === null || this.#have === bytes) return null
    if (this.#have > bytes) this.beginAnew()
    return 'it came with another length than Shopify said'
  }

  async #write(answer: Response, silence: AbortController): Promise<void> {
    if (!answer.body) return
    const giveUp = () => silence.abort(new DOMException('silent', 'TimeoutError'))
    let clock = setTimeout(giveUp, secondsToAnswer * 1000)
    try {
      for await (const chunk of answer.body) {
        clearTimeout(clock)
        await this.#append(chunk)
        this.#around.tell(`${Math.floor(this.#have / 1_000_000)} MB`)
        clock = setTimeout(giveUp, secondsToAnswer * 1000)
      }
    } finally {
      clearTimeout(clock)
    }
  }

  /** One write may take a part alone. */
  async #append(chunk: Uint8Array): Promise<void> {
    for (let from = 0; from < chunk.length; ) {
      const { bytesWritten } = await this.#file.write(chunk, from, chunk.length - from, this.#have)
      from += bytesWritten
      this.#have += bytesWritten
    }
  }
}

/** Counts the lines; null where one is broken, or where nothing but their number could tell and it does not fit. */
async function linesIfWhole({ bytes, lines: wanted }: Wanted, path: string): Promise<number | null> {
  let lines = 0
  try {
    for await (const _ of jsonLines(path)) lines += 1
  } catch (fault) {
    if (fault instanceof SyntaxError) return null
    throw fault
  }
  return bytes !== null || lines === wanted ? lines : null
}

const startOf = (answer: Response): number =>
  Number(/^bytes (\d+)-/.exec(answer.headers.get('content-range') ?? '')?.[1] ?? Number.NaN)

/** A weak one does not promise the same bytes. */
function strongEtag(answer: Response): string | null {
  const etag = answer.headers.get('etag')
  return etag?.startsWith('"') ? etag : null
}

/** A full disk, say, is told as such. */
const isOfThisMachine = (fault: unknown): boolean => (fault as NodeJS.ErrnoException).syscall === 'write'

const neverWhole = (why: string, { told }: Around): Problem =>
  new Problem(`The orders that Shopify prepared could not be downloaded whole: ${why}.`, {
    where: told.where,
    next: 'nothing of it is loaded; the next fetch downloads them again.',
    mayPass: true,
  })
