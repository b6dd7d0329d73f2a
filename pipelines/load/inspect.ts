import { isUtf8 } from 'node:buffer'
import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { InboxFile } from './inbox.ts'

/** What one pass over a file's bytes tells. */
export type Inspection = {
  readonly contentHash: string
  readonly bytes: number
  readonly unpackedBytes: number
  /** The beginning of the unpacked content, at most 256 KiB. */
  readonly head: Buffer
  /** Why the file cannot be read at all, as a sentence. */
  readonly fault?: string
}

const headBytes = 256 * 1024
const chunkBytes = 1024 * 1024

/** Hashes the file and looks whether it is whole and, unless it is Parquet, UTF-8. Holds one chunk at a time. */
export async function inspect(file: InboxFile): Promise<Inspection> {
  const packed = new PackedBytes()
  const content = new Content(file.format !== 'parquet')
  const chunks = createReadStream(file.absolute, { highWaterMark: chunkBytes })
  if (!file.gzip) {
    for await (const chunk of chunks) content.add(packed.add(chunk))
    return { ...packed.result(), ...content.result() }
  }
  try {
    await pipeline(
      chunks,
      async function* (source: AsyncIterable<Buffer>) {
        for await (const chunk of source) yield packed.add(chunk)
      },
      createGunzip({ chunkSize: chunkBytes }),
      async (source: AsyncIterable<Buffer>) => {
        for await (const chunk of source) content.add(chunk)
      },
    )
  } catch (problem) {
    if (!isGzipFault(problem)) throw problem
    const whole = await inspect({ ...file, format: 'parquet', gzip: false })
    return { ...whole, fault: 'It is not a whole gzip file: it is damaged or cut short.' }
  }
  return { ...packed.result(), ...content.result() }
}

class PackedBytes {
  readonly #hash: Hash = createHash('sha256')
  #bytes = 0

  add(chunk: Buffer): Buffer {
    this.#hash.update(chunk)
    this.#bytes += chunk.length
    return chunk
  }

  result(): { contentHash: string; bytes: number } {
    return { contentHash: this.#hash.digest('hex'), bytes: this.#bytes }
  }
}

class Content {
  readonly #mustBeText: boolean
  readonly #head: Buffer[] = []
  #bytes = 0
  #isText = true
  /** The beginning of a character that the next chunk ends. */
  #cut: Buffer = Buffer.alloc(0)

  constructor(mustBeText: boolean) {
    this.#mustBeText = mustBeText
  }

  add(chunk: Buffer): void {
    if (this.#bytes < headBytes) this.#head.push(chunk.subarray(0, headBytes - this.#bytes))
    this.#bytes += chunk.length
    if (!this.#mustBeText || !this.#isText) return
    const bytes = this.#cut.length > 0 ? Buffer.concat([this.#cut, chunk]) : chunk
    const whole = bytes.length - cutLength(bytes)
    this.#isText = isUtf8(bytes.subarray(0, whole))
    this.#cut = Buffer.from(bytes.subarray(whole))
  }

  result(): { unpackedBytes: number; head: Buffer; fault?: string } {
    const found = { unpackedBytes: this.#bytes, head: Buffer.concat(this.#head) }
    if (this.#bytes === 0) return { ...found, fault: 'It is empty.' }
    if (!this.#isText || this.#cut.length > 0) return { ...found, fault: 'It is not text in UTF-8.' }
    return found
  }
}

/** How many bytes at the end begin a character that is not complete. */
function cutLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0
  }
  return 0
}

const isGzipFault = (problem: unknown): boolean =>
  problem instanceof Error && 'code' in problem && /^Z_/.test(String(problem.code))
