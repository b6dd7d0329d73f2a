const newline = 0x0a
const carriageReturn = 0x0d
const quote = 0x22

/**
 * Text chunk by chunk with every line ending in a newline, however it ended before. What stands within quotes
 * (RFC 4180) is left as it is.
 */
export class EvenLines {
  /** The byte that parts the cells; undefined where quotes mean nothing. */
  readonly #delimiter: number | undefined
  readonly #ends = new Set<'LF' | 'CR' | 'CRLF'>()
  #cell: 'begins' | 'plain' | 'quoted' | 'quote closed' = 'begins'
  /** Whether the last byte was a carriage return, whose line end is not told until the next byte. */
  #isReturning = false
  #bytes = 0

  constructor(delimiter: string) {
    this.#delimiter = delimiter === '' ? undefined : delimiter.charCodeAt(0)
  }

  /** Whether the chunks so far end their lines in more than one way. */
  get areMixed(): boolean {
    return this.#ends.size > 1
  }

  take(chunk: Buffer): Buffer {
    const even = Buffer.allocUnsafe(chunk.length)
    let length = 0
    for (let place = 0; place < chunk.length; place++) {
      const byte = chunk[place] as number
      if (this.#isReturning) {
        this.#isReturning = false
        this.#ends.add(byte === newline ? 'CRLF' : 'CR')
        if (byte === newline) continue
      }
      const isEnd = (byte === newline || byte === carriageReturn) && this.#cell !== 'quoted'
      if (isEnd && byte === newline) this.#ends.add('LF')
      if (isEnd && byte === carriageReturn) this.#isReturning = true
      even[length++] = isEnd ? newline : byte
      this.#step(byte, isEnd)
    }
    return even.subarray(0, length)
  }

  end(): Buffer {
    if (this.#isReturning) this.#ends.add('CR')
    return Buffer.alloc(0)
  }

  #step(byte: number, isEnd: boolean): void {
    if (this.#delimiter === undefined) return
    if (this.#cell === 'quoted') {
      if (byte === quote) this.#cell = 'quote closed'
    } else if (byte === quote && this.#cell !== 'plain') {
      // Two quotes within a cell stand for one, so a quote after one that closed opens it again.
      this.#cell = 'quoted'
    } else if (isEnd || byte === this.#delimiter) {
      this.#cell = 'begins'
    } else if (!this.#isByteOrderMark(byte)) {
      this.#cell = 'plain'
    }
    this.#bytes++
  }

  #isByteOrderMark(byte: number): boolean {
    return this.#bytes < 3 && byte === [0xef, 0xbb, 0xbf][this.#bytes]
  }
}
