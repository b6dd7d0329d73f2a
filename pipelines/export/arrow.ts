import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { DuckDBDateValue, DuckDBDecimalValue, DuckDBTimestampValue } from '@duckdb/node-api'
import {
  Bool,
  type DataType,
  DateDay,
  Decimal,
  Field,
  Float64,
  Int64,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  TimestampMicrosecond,
  Utf8,
} from 'apache-arrow'
import type { Columns, Kind } from '../../warehouse/columns.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'

/** Writes the rows of a select as an Arrow IPC file, a chunk of the engine's at a time. */
export async function writeArrow(
  warehouse: Warehouse,
  select: string,
  columns: Columns,
  path: string,
): Promise<void> {
  const fields = Object.entries(columns).map(([name, { facts }]) => ({ name, kind: facts.kind }))
  const schema = new Schema(fields.map(({ name, kind }) => new Field(name, typeOf[kind](), true)))
  const result = await warehouse.connection.stream(select)
  async function* batches() {
    let rows = 0
    for await (const chunk of result) {
      rows += chunk.rowCount
      yield batchOf(chunk.getColumns(), chunk.rowCount, schema, fields)
    }
    // Without a batch nothing would tell the columns.
    const none: unknown[][] = fields.map(() => [])
    if (rows === 0) yield batchOf(none, 0, schema, fields)
  }
  await pipeline(
    Readable.from(batches()),
    RecordBatchFileWriter.throughNode({ autoDestroy: false }),
    createWriteStream(path),
  )
}

const typeOf: Readonly<Record<Kind, () => DataType>> = {
  text: () => new Utf8(),
  integer: () => new Int64(),
  number: () => new Float64(),
  money: () => new Decimal(4, 18, 128),
  rate: () => new Decimal(8, 18, 128),
  boolean: () => new Bool(),
  instant: () => new TimestampMicrosecond('UTC'),
  day: () => new DateDay(),
}

function batchOf(
  columns: readonly (readonly unknown[])[],
  length: number,
  schema: Schema,
  fields: readonly { readonly name: string; readonly kind: Kind }[],
): RecordBatch {
  const children = fields.map(({ kind }, place) => {
    const values = columns[place] ?? []
    const nullBitmap = bitsOf(values.map((value) => value !== null))
    const nullCount = values.filter((value) => value === null).length
    const type = typeOf[kind]()
    return makeData({ type, length, nullCount, nullBitmap, ...buffersOf(kind, values) } as Parameters<
      typeof makeData
    >[0])
  })
  return new RecordBatch(
    schema,
    makeData({ type: new Struct(schema.fields), length, nullCount: 0, children }),
  )
}

function buffersOf(kind: Kind, values: readonly unknown[]): object {
  switch (kind) {
    case 'text':
      return textBuffers(values as readonly (string | null)[])
    case 'boolean':
      return { data: bitsOf(values.map((value) => value === true)) }
    case 'number':
      return { data: Float64Array.from(values, (value) => Number(value ?? 0)) }
    case 'integer':
      return { data: BigInt64Array.from(values, (value) => BigInt((value as bigint | null) ?? 0)) }
    case 'instant':
      return {
        data: BigInt64Array.from(values, (value) => (value as DuckDBTimestampValue | null)?.micros ?? 0n),
      }
    case 'day':
      return { data: Int32Array.from(values, (value) => (value as DuckDBDateValue | null)?.days ?? 0) }
    case 'money':
    case 'rate':
      return { data: decimalsOf(values as readonly (DuckDBDecimalValue | null)[]) }
  }
}

/** A bit for each value, the first in the lowest place. */
function bitsOf(values: readonly boolean[]): Uint8Array {
  const bits = new Uint8Array(Math.ceil(values.length / 64) * 8)
  for (const [nth, value] of values.entries())
    if (value) bits[nth >> 3] = (bits[nth >> 3] ?? 0) | (1 << (nth & 7))
  return bits
}

function textBuffers(values: readonly (string | null)[]): object {
  const texts = values.map((value) => Buffer.from(value ?? ''))
  const valueOffsets = new Int32Array(values.length + 1)
  for (const [nth, text] of texts.entries()) valueOffsets[nth + 1] = (valueOffsets[nth] ?? 0) + text.length
  return { valueOffsets, data: Buffer.concat(texts) }
}

/** Each in 16 bytes, the low half first. */
function decimalsOf(values: readonly (DuckDBDecimalValue | null)[]): Uint32Array {
  const halves = new BigInt64Array(values.length * 2)
  for (const [nth, value] of values.entries()) {
    const units = value?.value ?? 0n
    halves[nth * 2] = units
    halves[nth * 2 + 1] = units < 0n ? -1n : 0n
  }
  return new Uint32Array(halves.buffer)
}
