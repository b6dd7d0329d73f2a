import { type DuckDBValue, listValue } from '@duckdb/node-api'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { type Cell, textCell, typedCell } from './cell.ts'
import type { Contract } from './contract.ts'
import { globLiteral } from './glob.ts'
import { parquetOptions } from './parquet.ts'
import type { Shape } from './shape.ts'
import { typedRecord } from './typed_record.ts'

/** Files of one shape as a relation that the contract can be applied to. */
export type Source = {
  /** A relation with the columns that the other parts name. */
  readonly from: string
  readonly bound: readonly DuckDBValue[]
  readonly cells: ReadonlyMap<string, Cell>
  /** SQL of the file's number. */
  readonly fileNumber: string
  /** SQL of the whole record as JSON, over the columns in `carried`. */
  readonly record: string
  /** The relation's columns that `record` is made of. */
  readonly carried: readonly string[]
  /** SQL of the sentence why a line is no record at all, null where it is one. */
  readonly lineFault: string
}

export type NumberedFile = { readonly fileNumber: number; readonly absolute: string }

/** The rows of a select as a source. Times that the engine holds without a zone are UTC. */
export async function sourceOfSelect(
  warehouse: Warehouse,
  contract: Contract,
  select: string,
): Promise<Source> {
  const columns = await warehouse.rows<{ column_name: string; column_type: string }>(`describe ${select}`)
  const cells = new Map<string, Cell>()
  for (const { column_name: column, column_type: type } of columns) {
    const kind = contract.feed.columns[column]?.facts.kind
    const isUtc = kind === 'instant' && type === 'TIMESTAMP'
    const cell = `m.${quoted(column)}`
    if (kind) cells.set(column, isUtc ? { sql: cell, isValue: true } : typedCell(cell, type, kind))
  }
  return {
    from: `(${select}) m`,
    bound: [],
    cells,
    fileNumber: 'm.file_number',
    record: 'to_json(m)::varchar',
    carried: ['m'],
    lineFault: 'null::varchar',
  }
}

/** The source that reads these files of CSV or Parquet, which all have this shape. */
export function sourceOf(shape: Shape, contract: Contract, files: readonly NumberedFile[]): Source {
  const bound = boundTo(files)
  return shape.format === 'csv' ? csvSource(shape, contract, bound) : parquetSource(shape, contract, bound)
}

/** What a reader of these files is bound to: `$1` their paths, `$2` their numbers. */
export const boundTo = (files: readonly NumberedFile[]): DuckDBValue[] => [
  listValue(files.map(({ absolute }) => globLiteral(absolute))),
  listValue(files.map(({ fileNumber }) => BigInt(fileNumber))),
]

/** SQL of a file's number, from its place among the files that are read together. */
export const fileNumber = '($2::bigint[])[file_index::bigint + 1]'

export const compression = ({ gzip }: Shape): string => (gzip ? "'gzip'" : "'none'")

/** How the engine is told to read CSV: nothing is guessed, an empty cell is a missing value. */
export const csvOptions = (shape: Shape): string => {
  const cells = shape.columns.map((_, place) => `'c${place}': 'VARCHAR'`).join(', ')
  return `auto_detect = false, header = true, delim = '${shape.delimiter}', quote = '"', escape = '"',
    nullstr = '', hive_partitioning = false, compression = ${compression(shape)}, columns = {${cells}}`
}

function csvSource(shape: Shape, contract: Contract, bound: DuckDBValue[]): Source {
  const cells = new Map<string, Cell>()
  const named: string[] = []
  shape.columns.forEach((header, place) => {
    const column = contract.columnOf(header)
    if (column) cells.set(column, textCell(`c${place}`))
    named.push(`$${bound.length + place + 1}::varchar, c${place}`)
  })
  return {
    from: `read_csv($1, ${csvOptions(shape)})`,
    bound: [...bound, ...shape.columns],
    cells,
    fileNumber,
    record: `json_object(${named.join(', ')})`,
    carried: shape.columns.map((_, place) => `c${place}`),
    lineFault: 'null::varchar',
  }
}

function parquetSource(shape: Shape, contract: Contract, bound: DuckDBValue[]): Source {
  const from = `(select p, file_index from read_parquet($1, ${parquetOptions}) p)`
  return { ...typedSource(shape, contract), from, bound, fileNumber }
}

/** The rows of one file, which stand in a table that has its columns, as a source. */
export const sourceOfTable = (
  shape: Shape,
  contract: Contract,
  table: string,
  fileNumber: number,
): Source => ({
  ...typedSource(shape, contract),
  from: `(select p from ${table} p)`,
  bound: [],
  fileNumber: String(fileNumber),
})

/** What is alike in all sources of rows `p` whose types the file states. */
function typedSource(
  shape: Shape,
  contract: Contract,
): Pick<Source, 'cells' | 'record' | 'carried' | 'lineFault'> {
  const cells = new Map<string, Cell>()
  shape.columns.forEach((header, place) => {
    const column = contract.columnOf(header)
    const kind = column && contract.feed.columns[column]?.facts.kind
    if (kind) cells.set(column, typedCell(`p.${identifier(header)}`, shape.types[place] ?? '', kind))
  })
  return { cells, record: typedRecord('p', shape), carried: ['p'], lineFault: 'null::varchar' }
}

/** A column's name in a file, which may hold dots. */
const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`
