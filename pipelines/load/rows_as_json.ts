import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Contract } from './contract.ts'
import { FileFault, isOwnFault, readFailure } from './failures.ts'
import type { ShapedFile } from './read.ts'
import { sentRows } from './sent_rows.ts'
import { type Source, sourceOfCells, sourceOfParquet, sourceOfTable } from './source.ts'

const landing = 'load_typed_rows'
const table = 'load_rows_as_json'
const rowsTogether = 10_000

/** The rows of a file of CSV, Parquet or Arrow, each as the text of a JSON object by its column names. */
export async function* rowsAsJson(
  warehouse: Warehouse,
  contract: Contract,
  file: ShapedFile,
): AsyncGenerator<string> {
  const { from, bound, fileNumber, record } = await sourceOf(warehouse, contract, file)
  try {
    await warehouse.run(
      `create or replace temp table ${table} as select ${fileNumber} as file_number, ${record} as record from ${from}`,
      bound,
    )
  } catch (problem) {
    if (isOwnFault(problem)) throw problem
    throw new FileFault(readFailure(problem))
  }
  const rows = await warehouse.count(`select count(*) from ${table}`)
  for (let first = 0; first < rows; first += rowsTogether) {
    const some = await warehouse.rows<{ record: string }>(
      `select record from ${table} where rowid >= ${first} and rowid < ${first + rowsTogether} order by rowid`,
    )
    for (const { record } of some) yield record
  }
  await warehouse.run(`drop table ${table}`)
  await warehouse.run(`drop table if exists ${landing}`)
}

async function sourceOf(warehouse: Warehouse, contract: Contract, file: ShapedFile): Promise<Source> {
  const { shape, absolute, fileNumber } = file
  if (shape.format === 'csv') return sourceOfCells(shape, contract, sentRows(shape, [file]))
  if (shape.format === 'parquet') return sourceOfParquet(shape, contract, [file])
  const { landArrow } = await import('./arrow/rows.ts')
  await landArrow(warehouse, landing, absolute, shape)
  return sourceOfTable(shape, contract, landing, fileNumber)
}
