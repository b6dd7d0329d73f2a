import type { DuckDBDataChunk as Chunk, DuckDBAppender, DuckDBValue } from '@duckdb/node-api'
import { DuckDBDataChunk, DuckDBTimestampValue } from '@duckdb/node-api'
import { type Batch, missing, type NumberColumns } from '../../models/model.ts'
import type { Settings } from '../../models/settings.ts'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { Step } from '../runner/plan.ts'
import type { Scratch } from './scratch.ts'

/** Most rows that the engine takes at once. */
const mostRows = 2048

/**
 * Streams what the model's pass takes through its algorithm, and what that gives into the temporary table
 * `walked`, batch by batch and column by column: memory holds one batch and whatever the algorithm keeps.
 */
export async function runPass(
  warehouse: Warehouse,
  scratch: Scratch,
  { model, passSelect }: Step,
  settings: Settings,
): Promise<void> {
  const { pass } = model
  if (!pass || !passSelect) throw new Error(`${model.name} has no pass.`)
  const gives: NumberColumns = pass.gives
  const columns = Object.entries(gives).map(
    ([name, { facts }]) => `cast(null as ${duckDb.typeOf[facts.kind]}) as ${quoted(name)}`,
  )
  await scratch.make('walked', `select ${columns.join(', ')} limit 0`)
  const appender = await warehouse.connection.createAppender('walked', 'main', 'temp')
  try {
    for await (const batch of pass.walk(batches(warehouse, passSelect, pass.takes), pass.uses(settings)))
      append(appender, batch, Object.keys(gives))
  } catch (problem) {
    appender.clear()
    throw problem
  } finally {
    appender.closeSync()
  }
}

async function* batches(
  warehouse: Warehouse,
  select: string,
  takes: NumberColumns,
): AsyncGenerator<Batch<NumberColumns>> {
  // A second connection, because an open stream ends when its connection runs anything else.
  const reader = await warehouse.reader()
  try {
    const result = await reader.stream(select)
    const names = Object.keys(takes)
    const places = names.map((name) => result.columnNames().indexOf(name))
    for await (const chunk of result) {
      warehouse.demandGoing()
      const columns = names.map((name, at) => [
        name,
        cells(chunk, places[at] as number, takes[name]?.facts.kind),
      ])
      yield { rows: chunk.rowCount, columns: Object.fromEntries(columns) }
    }
  } finally {
    reader.closeSync()
  }
}

function cells(chunk: Chunk, place: number, kind: string | undefined): Int32Array | BigInt64Array {
  const vector = chunk.getColumnVector(place)
  const rows = chunk.rowCount
  if (kind === 'instant') {
    const instants = new BigInt64Array(rows)
    for (let row = 0; row < rows; row += 1)
      instants[row] = (vector.getItem(row) as DuckDBTimestampValue).micros
    return instants
  }
  const numbers = new Int32Array(rows)
  for (let row = 0; row < rows; row += 1) numbers[row] = Number(vector.getItem(row))
  return numbers
}

function append(
  appender: DuckDBAppender,
  { rows, columns }: Batch<NumberColumns>,
  names: readonly string[],
): void {
  const types = names.map((_, place) => appender.columnType(place))
  for (let from = 0; from < rows; from += mostRows) {
    const to = Math.min(rows, from + mostRows)
    const chunk = DuckDBDataChunk.create(types, to - from)
    for (const [place, name] of names.entries()) {
      const vector = chunk.getColumnVector(place)
      const values = columns[name] as Int32Array | BigInt64Array
      for (let row = from; row < to; row += 1) vector.setItem(row - from, stored(values, row))
      vector.flush()
    }
    appender.appendDataChunk(chunk)
  }
}

function stored(values: Int32Array | BigInt64Array, row: number): DuckDBValue {
  if (values instanceof Int32Array) return BigInt(values[row] as number)
  const micros = values[row] as bigint
  return micros === missing ? null : new DuckDBTimestampValue(micros)
}
