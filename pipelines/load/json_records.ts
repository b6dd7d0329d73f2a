import { FileFault } from './failures.ts'

const code = (character: string): number => character.charCodeAt(0)
const [space, tab, newline, carriageReturn] = [code(' '), code('\t'), code('\n'), code('\r')]
const [quote, backslash, comma] = [code('"'), code('\\'), code(',')]
const [openArray, closeArray, openObject, closeObject] = [code('['), code(']'), code('{'), code('}')]
const byteOrderMark = [0xef, 0xbb, 0xbf]

/**
 * JSON in which records are spread over lines, chunk by chunk with each record on a line of its own: the elements of
 * an array, or objects one after another. Within a record only line ends between its parts become blanks. Whether
 * a record is good JSON is not looked at.
 */
export class RecordLines {
  #whole: 'begins' | 'array' | 'sequence' | 'array closed' = 'begins'
  /** How many objects and arrays are open within the record. */
  #depth = 0
  #isInText = false
  #isEscaped = false
  /** Whether the line holds the beginning of a record, and whether blanks followed it. */
  #isLineOpen = false
  #isBlankHeld = false
  #bytesBefore = 0

  take(chunk: Buffer): Buffer {
    // A byte gives at most itself and a newline, and a blank may be held from the chunk before.
    const lines = Buffer.allocUnsafe(chunk.length * 2 + 1)
    let length = 0
    let depth = this.#depth
    let isInText = this.#isInText
    let isEscaped = this.#isEscaped
    for (let place = 0; place < chunk.length; place++) {
      const byte = chunk[place] as number
      if (isInText) {
        if (isEscaped) isEscaped = false
        else if (byte === backslash) isEscaped = true
        else if (byte === quote) isInText = false
        // A line end within a text is no JSON, and neither is the tab that stands for it here.
        lines[length++] = byte === newline || byte === carriageReturn ? tab : byte
        continue
      }
      if (byte === space || byte === tab || byte === newline || byte === carriageReturn) {
        if (depth > 0) lines[length++] = byte === tab ? tab : space
        else this.#isBlankHeld = this.#isLineOpen
        continue
      }
      if (depth === 0) {
        const part = this.#partAt(byte, this.#bytesBefore + place)
        if (part === 'nothing') continue
        if (part === 'end') {
          if (this.#isLineOpen) lines[length++] = newline
          this.#isLineOpen = this.#isBlankHeld = false
          continue
        }
        if (this.#isBlankHeld) lines[length++] = space
        this.#isBlankHeld = false
        this.#isLineOpen = true
      }
      lines[length++] = byte
      if (byte === quote) isInText = true
      else if (byte === openObject || byte === openArray) depth++
      else if ((byte === closeObject || byte === closeArray) && depth > 0 && --depth === 0) {
        if (this.#whole !== 'sequence') continue
        lines[length++] = newline
        this.#isLineOpen = false
      }
    }
    this.#depth = depth
    this.#isInText = isInText
    this.#isEscaped = isEscaped
    this.#bytesBefore += chunk.length
    return lines.subarray(0, length)
  }

  end(): Buffer {
    if (this.#isInText || this.#depth > 0 || this.#whole === 'array')
      throw new FileFault('Its JSON is cut short: a text, a record or the array has no end.')
    return Buffer.from(this.#isLineOpen ? '\n' : '')
  }

  /** What a byte outside of objects and arrays is: part of a record, the end of one, or part of none. */
  #partAt(byte: number, place: number): 'record' | 'end' | 'nothing' {
    if (this.#whole === 'array closed') throw new FileFault('Its JSON goes on after the array.')
    if (this.#whole === 'begins') {
      if (byteOrderMark[place] === byte) return 'nothing'
      this.#whole = byte === openArray ? 'array' : 'sequence'
      if (byte === openArray) return 'nothing'
    }
    if (byte === closeArray && this.#whole === 'array') {
      this.#whole = 'array closed'
      return 'end'
    }
    return byte === comma ? 'end' : 'record'
  }
}
