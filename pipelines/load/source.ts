import { type DuckDBValue, listValue } from '@duckdb/node-api'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { type Cell, textCell, typedCell } from './cell.ts'
import type { Contract } from './contract.ts'
import { globLiteral, parquetOptions, type Shape } from './shape.ts'
import { typedRecord } from './typed_record.ts'
import { wholeLines } from './whole_lines.ts'

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

/** The source that reads these files, which all have this shape. */
export function sourceOf(shape: Shape, contract: Contract, files: readonly NumberedFile[]): Source {
  const paths = listValue(files.map(({ absolute }) => globLiteral(absolute)))
  const numbers = listValue(files.map(({ fileNumber }) => BigInt(fileNumber)))
  if (shape.format === 'csv') return csvSource(shape, contract, [paths, numbers])
  if (shape.format === 'ndjson') return linesSource(shape, contract, [paths, numbers])
  return parquetSource(shape, contract, [paths, numbers])
}

const fileNumber = '($2::bigint[])[file_index::bigint + 1]'
const compression = ({ gzip }: Shape): string => (gzip ? "'gzip'" : "'none'")

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

function linesSource(shape: Shape, contract: Contract, bound: DuckDBValue[]): Source {
  return sourceOfLines(
    contract,
    `select line, ${fileNumber} as file_number
     from read_csv($1, ${wholeLines(shape)}, compression = ${compression(shape)})
     where trim(line, e' \\t\\r') <> ''`,
    bound,
  )
}

/** Lines of JSON as a source; the select gives each `line` with its `file_number`. */
export function sourceOfLines(contract: Contract, select: string, bound: readonly DuckDBValue[]): Source {
  const structure = JSON.stringify(
    Object.fromEntries(contract.sentColumns.map((column) => [contract.headerOf(column), 'VARCHAR'])),
  ).replaceAll("'", "''")
  const isObject = `case when json_valid(line) then json_type(line) = 'OBJECT' else false end`
  return {
    from: `(
      select *, case when is_object then from_json(line, '${structure}') end as fields
      from (select *, ${isObject} as is_object from (${select}))
    )`,
    bound,
    cells: new Map(
      contract.sentColumns.map((column) => [
        column,
        textCell(`nullif(fields.${quoted(contract.headerOf(column))}, '')`),
      ]),
    ),
    fileNumber: 'file_number',
    record: 'case when json_valid(line) then line else to_json(line)::varchar end',
    carried: ['line'],
    lineFault: `case when not is_object then 'the line is not a JSON object' end`,
  }
}

function parquetSource(shape: Shape, contract: Contract, bound: DuckDBValue[]): Source {
  const cells = new Map<string, Cell>()
  shape.columns.forEach((header, place) => {
    const column = contract.columnOf(header)
    const kind = column && contract.feed.columns[column]?.facts.kind
    // The engine takes names in any case, so the contract's own name finds the file's column.
    if (kind)
      cells.set(column, typedCell(`p.${quoted(contract.headerOf(column))}`, shape.types[place] ?? '', kind))
  })
  return {
    from: `(select p, file_index from read_parquet($1, ${parquetOptions}) p)`,
    bound,
    cells,
    fileNumber,
    record: typedRecord('p', shape),
    carried: ['p'],
    lineFault: 'null::varchar',
  }
}
