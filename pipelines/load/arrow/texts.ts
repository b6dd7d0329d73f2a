import { isAscii, isUtf8 } from 'node:buffer'
import type { Data } from 'apache-arrow'
import { ColumnFault } from './column_fault.ts'

const viewBytes = 16
/** A value of at most this length lies in its view. */
const mostInView = 12

/** The texts from one row to before another. Bytes that should be a text are taken for one. */
export function textsOf(data: Data, from: number, to: number): (string | null)[] {
  const { values, valueOffsets: offsets } = data
  if (offsets.length <= to) throw new ColumnFault('is damaged: it has fewer values than rows')
  const start = Number(offsets[from])
  const bytes = slice(values, start, Number(offsets[to]) - start)
  // One text that is cut is many times faster than many that are decoded.
  const whole = isAscii(bytes) ? bytes.toString('latin1') : undefined
  const texts: (string | null)[] = []
  for (let row = from; row < to; row++) {
    const place = Number(offsets[row]) - start
    const length = Number(offsets[row + 1]) - start - place
    if (!data.getValid(row)) texts.push(null)
    else if (whole === undefined) texts.push(text(slice(bytes, place, length)))
    else texts.push(whole.substring(place, place + length))
  }
  return texts
}

/** The same of columns in which each value lies in its view, or in one of the buffers that views point into. */
export function viewedTextsOf(data: Data, from: number, to: number): (string | null)[] {
  const { values, variadicBuffers } = data
  const texts: (string | null)[] = []
  for (let row = from; row < to; row++) {
    const view = slice(values, row * viewBytes, viewBytes)
    const length = view.readInt32LE(0)
    if (!data.getValid(row)) texts.push(null)
    else if (length <= mostInView) texts.push(text(slice(view, 4, length)))
    else texts.push(text(slice(variadicBuffers[view.readInt32LE(8)], view.readInt32LE(12), length)))
  }
  return texts
}

function text(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new ColumnFault('holds bytes that are not text in UTF-8')
  return bytes.toString('utf8')
}

function slice(bytes: Uint8Array | undefined, place: number, length: number): Buffer {
  if (!bytes || place < 0 || length < 0 || place + length > bytes.length)
    throw new ColumnFault('is damaged: a text lies beyond its end')
  return Buffer.from(bytes.buffer, bytes.byteOffset + place, length)
}
