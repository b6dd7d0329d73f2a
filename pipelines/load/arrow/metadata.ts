/**
 * Arrow's metadata are flatbuffers, whose readers take every length on trust: where bytes are damaged they would
 * gather billions of columns that are not there. What is demanded here is that all that a table counts lies within
 * its bytes. A fault is thrown as `RangeError`. Slots and sizes are those of Arrow's Message.fbs, Schema.fbs and
 * File.fbs.
 */
export function demandSoundMessage(bytes: Buffer): void {
  const message = Table.root(bytes)
  message.demandVector(4, offsetBytes)
  const header = message.table(2)
  const kind = message.byte(1)
  if (kind === 1) demandSoundSchema(header)
  else if (kind === 2) demandSoundBatch(header?.table(1))
  else demandSoundBatch(header)
}

export function demandSoundFooter(bytes: Buffer): void {
  const footer = Table.root(bytes)
  demandSoundSchema(footer.table(1))
  footer.demandVector(2, blockBytes)
  footer.demandVector(3, blockBytes)
  footer.demandVector(4, offsetBytes)
}

const offsetBytes = 4
/** Of a block of a footer, and of a node and a buffer of a batch. */
const blockBytes = 24
const partBytes = 16
const unionType = 14

function demandSoundBatch(batch: Table | undefined): void {
  batch?.demandVector(1, partBytes)
  batch?.demandVector(2, partBytes)
  batch?.demandVector(4, 8)
}

function demandSoundSchema(schema: Table | undefined): void {
  if (!schema) return
  if (schema.byte(0) !== 0) throw new RangeError('numbers are written from their highest byte on')
  schema.demandVector(2, offsetBytes)
  const fields = schema.tables(1)
  // Tables that name each other as parts would have no end.
  let most = schema.bytes.length / offsetBytes
  for (let field = fields.pop(); field; field = fields.pop()) {
    if (most-- < 0) throw new RangeError('there are more columns than bytes')
    field.demandVector(6, offsetBytes)
    if (field.byte(2) === unionType) field.table(3)?.demandVector(1, offsetBytes)
    fields.push(...field.tables(5))
  }
}

/** A table of a flatbuffer: its fields lie at the places that another table gives for their slots. */
class Table {
  readonly bytes: Buffer
  readonly #at: number

  private constructor(bytes: Buffer, at: number) {
    this.bytes = bytes
    this.#at = at
  }

  static root(bytes: Buffer): Table {
    return new Table(bytes, bytes.readUInt32LE(0))
  }

  byte(slot: number): number {
    const place = this.#placeOf(slot)
    return place === undefined ? 0 : this.bytes.readUInt8(place)
  }

  table(slot: number): Table | undefined {
    const place = this.#placeOf(slot)
    return place === undefined ? undefined : this.#tableAt(place)
  }

  tables(slot: number): Table[] {
    const { place, length } = this.demandVector(slot, offsetBytes)
    return Array.from({ length }, (_, nth) => this.#tableAt(place + nth * offsetBytes))
  }

  demandVector(slot: number, elementBytes: number): { place: number; length: number } {
    const offsetAt = this.#placeOf(slot)
    if (offsetAt === undefined) return { place: 0, length: 0 }
    const lengthAt = offsetAt + this.bytes.readUInt32LE(offsetAt)
    const length = this.bytes.readUInt32LE(lengthAt)
    if (lengthAt + 4 + length * elementBytes > this.bytes.length)
      throw new RangeError('a vector is longer than the bytes that it lies in')
    return { place: lengthAt + 4, length }
  }

  #tableAt(place: number): Table {
    return new Table(this.bytes, place + this.bytes.readUInt32LE(place))
  }

  #placeOf(slot: number): number | undefined {
    const slotsAt = this.#at - this.bytes.readInt32LE(this.#at)
    const place = 4 + slot * 2
    if (place >= this.bytes.readUInt16LE(slotsAt)) return undefined
    const within = this.bytes.readUInt16LE(slotsAt + place)
    return within === 0 ? undefined : this.#at + within
  }
}
