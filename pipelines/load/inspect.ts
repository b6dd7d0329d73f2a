import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { InboxFile } from './inbox.ts'
import { isGzipFault, tooLarge, unpacked } from './unpacked.ts'
import { Utf8 } from './utf8.ts'

/** What one pass over a file's bytes tells. */
export type Inspection = {
  /** SHA-256 of the file as it lies on disk. */
  readonly contentHash: string
  readonly bytes: number
  readonly unpackedBytes: number
  /** The beginning of the unpacked content, at most 256 KiB. */
  readonly head: Buffer
  /** Why the file cannot be read at all, as a sentence. */
  readonly fault?: string
}

const headBytes = 256 * 1024

/** Up to this size a file is read in one go, which is many times faster than as a stream. */
const smallBytes = 256 * 1024

/**
 * Hashes the file and looks whether it is whole and, where its format is text, UTF-8. Holds one chunk at a time,
 * and stops unpacking once there are more than `mostUnpackedBytes`.
 */
export async function inspect(file: InboxFile, mostUnpackedBytes: number): Promise<Inspection> {
  const packed = new PackedBytes()
  const content = new Content(file.format !== 'parquet' && file.format !== 'arrow')
  if (!file.gzip && file.state.bytes <= smallBytes) {
    content.add(packed.add(await readFile(file.absolute)))
    return { ...packed.result(), ...content.result() }
  }
  try {
    for await (const chunk of unpacked(file, (bytes) => packed.add(bytes))) {
      content.add(chunk)
      if (file.gzip && content.bytes > mostUnpackedBytes)
        return { ...(await packedBytesOf(file)), ...content.result(), fault: tooLarge(mostUnpackedBytes) }
    }
    return { ...packed.result(), ...content.result() }
  } catch (problem) {
    if (!isGzipFault(problem)) throw problem
    const fault = 'It is not a whole gzip file: it is damaged or cut short.'
    return { ...(await packedBytesOf(file)), ...content.result(), fault }
  }
}

class PackedBytes {
  readonly #hash = createHash('sha256')
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

/** Of a file whose unpacking came to an end before its bytes did. */
async function packedBytesOf({ absolute }: InboxFile): Promise<{ contentHash: string; bytes: number }> {
  const packed = new PackedBytes()
  for await (const chunk of unpacked({ absolute, gzip: false })) packed.add(chunk)
  return packed.result()
}

class Content {
  bytes = 0
  readonly #text: Utf8 | undefined
  readonly #head: Buffer[] = []

  constructor(mustBeText: boolean) {
    this.#text = mustBeText ? new Utf8() : undefined
  }

  add(chunk: Buffer): void {
    if (this.bytes < headBytes) this.#head.push(chunk.subarray(0, headBytes - this.bytes))
    this.bytes += chunk.length
    this.#text?.add(chunk)
  }

  result(): { unpackedBytes: number; head: Buffer; fault?: string } {
    const head = Buffer.concat(this.#head)
    const found = { unpackedBytes: this.bytes, head }
    if (this.bytes === 0 || isByteOrderMark(head)) return { ...found, fault: 'It is empty.' }
    if (this.#text && !this.#text.isWhole) return { ...found, fault: 'It is not text in UTF-8.' }
    return found
  }
}

const isByteOrderMark = (content: Buffer): boolean => content.equals(Buffer.from([0xef, 0xbb, 0xbf]))
