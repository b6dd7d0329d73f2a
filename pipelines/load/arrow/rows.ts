import { type FileHandle, open } from 'node:fs/promises'
import { DuckDBDataChunk, type DuckDBValue } from '@duckdb/node-api'
import { type Data, DataType, RecordBatchReader } from 'apache-arrow'
import type { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import { FileFault } from '../failures.ts'
import type { Shape } from '../shape.ts'
import { ColumnFault } from './column_fault.ts'
import { type ArrowColumn, columnOf } from './columns.ts'
import { asFileFault, damaged, messagesOf } from './messages.ts'

type NamedColumn = ArrowColumn & { readonly name: string }

/** Most rows of a chunk of the engine. */
const chunkRows = 2048

/**
 * Makes a temporary table of the rows of an Arrow file of this shape, in their order, one record batch in memory at
 * a time.
 */
export async function landArrow(
  warehouse: Warehouse,
  table: string,
  absolute: string,
  { columns: names, types: expected }: Pick<Shape, 'columns' | 'types'>,
): Promise<void> {
  const { schema, rows } = await messagesOf(absolute)
  const columns = schema.fields.map(({ type }, nth) => ({ ...columnOf(type), name: names[nth] ?? '' }))
  if (columns.map(({ type }) => String(type)).join() !== expected.join()) throw new FileFault(damaged)
  const declared = columns.map(({ name, type }) => `"${name.replaceAll('"', '""')}" ${type}`)
  await warehouse.run(`create or replace temp table ${table} (${declared.join(', ')})`)
  const types = columns.map(({ type }) => type)
  const appender = await warehouse.connection.createAppender(table, 'main', 'temp')
  try {
    for await (const values of valuesIn(absolute, rows, columns)) {
      warehouse.demandGoing()
      const chunk = DuckDBDataChunk.create(types, values[0]?.length ?? 0)
      chunk.setColumns(values)
      appender.appendDataChunk(chunk)
    }
  } finally {
    appender.closeSync()
  }
}

/** The rows of the file, some at a time, as the values of each column. */
async function* valuesIn(
  absolute: string,
  rows: number,
  columns: readonly NamedColumn[],
): AsyncGenerator<DuckDBValue[][]> {
  const file = await open(absolute)
  let left = rows
  try {
    for await (const batch of await RecordBatchReader.from(wholeReadsOf(file))) {
      left -= batch.numRows
      for (const data of batch.data.children) demandRows(data, batch.numRows)
      for (let row = 0; row < batch.numRows; row += chunkRows) {
        const end = Math.min(row + chunkRows, batch.numRows)
        yield columns.map((column, nth) => someOf(column, batch.data.children[nth] as Data, row, end))
      }
    }
    if (left !== 0) throw new FileFault(damaged)
  } catch (fault) {
    throw asFileFault(fault)
  } finally {
    await file.close()
  }
}

/** The file as the library wants it, which would wait forever for bytes that were cut off while it reads. */
function wholeReadsOf(file: FileHandle): FileHandle {
  const read = async (buffer: Buffer, offset: number, length: number, position: number) => {
    const result = await file.read(buffer, offset, length, position)
    if (result.bytesRead === 0 && length > 0) throw new FileFault(damaged)
    return result
  }
  return { fd: file.fd, stat: () => file.stat(), read, close: async () => undefined } as unknown as FileHandle
}

function someOf({ name, valuesOf }: NamedColumn, data: Data, from: number, to: number): DuckDBValue[] {
  try {
    return valuesOf(data, from, to)
  } catch (fault) {
    throw fault instanceof ColumnFault ? new FileFault(`Its column ${name} ${fault.message}.`) : fault
  }
}

/** What the library would take for missing values. */
function demandRows({ type, length, nullCount, nullBitmap }: Data, rows: number): void {
  const isShort = nullCount > 0 && !DataType.isNull(type) && (nullBitmap?.length ?? 0) * 8 < length
  if (length < rows || isShort) throw new FileFault(damaged)
}
