import { isUtf8 } from 'node:buffer'

/** Tells whether bytes that come in chunks are text in UTF-8. */
export class Utf8 {
  #isText = true
  /** The beginning of a character that the next chunk ends. */
  #cut: Buffer = Buffer.alloc(0)

  add(chunk: Buffer): void {
    if (!this.#isText) return
    const bytes = this.#cut.length > 0 ? Buffer.concat([this.#cut, chunk]) : chunk
    const whole = bytes.length - cutLength(bytes)
    this.#isText = isUtf8(bytes.subarray(0, whole))
    this.#cut = Buffer.from(bytes.subarray(whole))
  }

  /** Whether all that was added is text, its last character too. */
  get isWhole(): boolean {
    return this.#isText && this.#cut.length === 0
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
