import { type DuckDBValue, listValue } from '@duckdb/node-api'
import { globLiteral } from '../../warehouse/duckdb/glob.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Shape } from './shape.ts'

export type NumberedFile = { readonly fileNumber: number; readonly absolute: string }

/** The rows of files as they were sent, each with its `file_number`: a relation in SQL. */
export type SentRows = { readonly from: string; readonly bound: readonly DuckDBValue[] }

/** The rows of files of CSV or of lines of JSON, read as they are asked for. CSV has cells `c0`, `c1` …, JSON a `line`. */
export const sentRows = (shape: Shape, files: readonly NumberedFile[], options = ''): SentRows => ({
  from: `(select *, ${fileNumber} as file_number from ${reading(shape, options)})`,
  bound: boundTo(files),
})

/** The same rows, put into a table first, in their order. */
export async function landedRows(
  warehouse: Warehouse,
  table: string,
  shape: Shape,
  files: readonly NumberedFile[],
): Promise<SentRows> {
  const [paths, numbers] = boundTo(files)
  await warehouse.run(
    `create or replace temp table ${table} as select *, file_index::bigint as place from ${reading(shape)}`,
    [paths],
  )
  return { from: `(select *, ($1::bigint[])[place + 1] as file_number from ${table})`, bound: [numbers] }
}

/** What a reader of these files is bound to: `$1` their paths, `$2` their numbers. */
export const boundTo = (files: readonly NumberedFile[]): [DuckDBValue, DuckDBValue] => [
  listValue(files.map(({ absolute }) => globLiteral(absolute))),
  listValue(files.map(({ fileNumber }) => BigInt(fileNumber))),
]

/** SQL of a file's number, from its place among the files that are read together. */
export const fileNumber = '($2::bigint[])[file_index::bigint + 1]'

const reading = (shape: Shape, options = ''): string =>
  `read_csv($1, ${shape.format === 'csv' ? csvOptions(shape) : lineOptions(shape)}${options})`

/** How the engine is told to read CSV: nothing is guessed, an empty cell is a missing value. */
function csvOptions(shape: Shape): string {
  const cells = shape.columns.map((_, place) => `'c${place}': 'VARCHAR'`).join(', ')
  return `${options(shape)}, header = true, quote = '"', escape = '"', columns = {${cells}}`
}

/** How it is told to read each line as one cell. */
const lineOptions = (shape: Shape): string =>
  `${options(shape)}, header = false, quote = '', escape = '', columns = {'line': 'VARCHAR'}`

const options = ({ delimiter, gzip }: Shape): string =>
  `auto_detect = false, delim = '${delimiter}', nullstr = '', hive_partitioning = false,
   compression = ${gzip ? "'gzip'" : "'none'"}`
