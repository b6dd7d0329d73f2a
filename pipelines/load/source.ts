import type { DuckDBValue } from '@duckdb/node-api'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { type Cell, textCell, typedCell } from './cell.ts'
import type { Contract } from './contract.ts'
import { parquetOptions } from './parquet.ts'
import { boundTo, fileNumber, type NumberedFile, type SentRows } from './sent_rows.ts'
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

/** Rows of CSV, which have these columns as their cells `c0`, `c1` …, as a source. */
export function sourceOfCells(
  { columns }: Pick<Shape, 'columns'>,
  contract: Contract,
  { from, bound }: SentRows,
): Source {
  const cells = new Map<string, Cell>()
  const named: string[] = []
  columns.forEach((header, place) => {
    const column = contract.columnOf(header)
    if (column) cells.set(column, textCell(`c${place}`))
    named.push(`$${bound.length + place + 1}::varchar, c${place}`)
  })
  return {
    from,
    bound: [...bound, ...columns],
    cells,
    fileNumber: 'file_number',
    record: `json_object(${named.join(', ')})`,
    carried: columns.map((_, place) => `c${place}`),
    lineFault: 'null::varchar',
  }
}

/** The source that reads these files of Parquet, which all have this shape. */
export const sourceOfParquet = (
  shape: Shape,
  contract: Contract,
  files: readonly NumberedFile[],
): Source => ({
  ...sourceOfTypes(shape, contract),
  from: `(select p, file_index from read_parquet($1, ${parquetOptions}) p)`,
  bound: boundTo(files),
  fileNumber,
})

/** The rows of one file, which stand in a table that has its columns, as a source. */
export const sourceOfTable = (
  shape: Shape,
  contract: Contract,
  table: string,
  fileNumber: number,
): Source => ({
  ...sourceOfTypes(shape, contract),
  from: `(select p from ${table} p)`,
  bound: [],
  fileNumber: String(fileNumber),
})

/** What is alike in all sources of rows `p` whose types the file states. */
export function sourceOfTypes(
  shape: Pick<Shape, 'columns' | 'types'>,
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
