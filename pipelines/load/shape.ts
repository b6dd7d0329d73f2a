import { listValue } from '@duckdb/node-api'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Contract } from './contract.ts'
import type { Format, InboxFile } from './inbox.ts'
import { isOneRecordALine } from './json_layout.ts'
import { usualDelimiter } from './whole_lines.ts'

/** How a file is laid out. Files of one shape are read by one statement. */
export type Shape = {
  /** Of JSON what its content says: `ndjson` has a record on each line, `json` has them spread over lines. */
  readonly format: Format
  readonly gzip: boolean
  /** What parts the cells of CSV. Of lines of JSON, which are one cell each, what none of them holds. */
  readonly delimiter: string
  /** Column names as the file's header or schema states them. JSON has none: its names are told when it is read. */
  readonly columns: readonly string[]
  /** Of Parquet: the engine's type of each column. */
  readonly types: readonly string[]
}

export type ShapeOrFault = Shape | { readonly fault: string }

const delimiters = [',', ';', '\t']

export const isFault = (shape: ShapeOrFault): shape is { readonly fault: string } => 'fault' in shape

/** The file's shape, or the sentence why it cannot meet the contract. */
export async function shapeOf(
  file: InboxFile,
  head: Buffer,
  { contract, warehouse }: { readonly contract: Contract; readonly warehouse: Warehouse },
): Promise<ShapeOrFault> {
  const { format, gzip } = file
  if (format === 'parquet') return withRequired(await parquetShape(file, warehouse), contract)
  const text = head.toString('utf8')
  if (format === 'csv')
    return withRequired({ format, gzip, types: [], ...csvHeader(text, contract) }, contract)
  const layout = isOneRecordALine(file, text) ? 'ndjson' : 'json'
  return { format: layout, gzip, delimiter: usualDelimiter, columns: [], types: [] }
}

function csvHeader(head: string, contract: Contract): { delimiter: string; columns: readonly string[] } {
  const known = ({ columns }: { columns: readonly string[] }) =>
    columns.filter((name) => contract.columnOf(name)).length
  return delimiters
    .map((delimiter) => ({ delimiter, columns: firstRecord(head.replace(/^\ufeff/, ''), delimiter) }))
    .reduce((best, reading) => (known(reading) > known(best) ? reading : best))
}

/** The cells of the first record, by RFC 4180. */
function firstRecord(text: string, delimiter: string): string[] {
  const cells = ['']
  let isQuoted = false
  const append = (character: string) => {
    cells[cells.length - 1] = `${cells.at(-1)}${character}`
  }
  for (let place = 0; place < text.length; place++) {
    const character = text[place] as string
    if (isQuoted && character === '"' && text[place + 1] === '"') append(text[++place] ?? '')
    else if (character === '"') isQuoted = !isQuoted
    else if (!isQuoted && character === delimiter) cells.push('')
    else if (!isQuoted && /[\r\n]/.test(character)) break
    else append(character)
  }
  return cells
}

/** Only the file says what is in it: the names of its folders add no columns. */
export const parquetOptions = 'binary_as_string = true, hive_partitioning = false'

async function parquetShape(file: InboxFile, warehouse: Warehouse): Promise<ShapeOrFault> {
  try {
    const described = await warehouse.rows<{ column_name: string; column_type: string }>(
      `describe select * from read_parquet($1, ${parquetOptions})`,
      [listValue([globLiteral(file.absolute)])],
    )
    return {
      format: 'parquet',
      gzip: false,
      delimiter: '',
      columns: described.map((column) => column.column_name),
      types: described.map((column) => column.column_type),
    }
  } catch {
    return { fault: 'It is not a Parquet file that can be read: it is damaged or cut short.' }
  }
}

function withRequired(shape: ShapeOrFault, contract: Contract): ShapeOrFault {
  if (isFault(shape)) return shape
  const found = shape.columns.map((name) => contract.columnOf(name))
  const twice = found.find((column, place) => column && found.indexOf(column) !== place)
  if (twice) return { fault: `It has the column ${contract.headerOf(twice)} twice.` }
  if (!found.some(Boolean))
    return { fault: 'Its first line names no known column: it needs a header with comma, semicolon or tab.' }
  const missing = contract.requiredColumns.filter((column) => !found.includes(column))
  if (missing.length === 0) return shape
  const names = missing.map((column) => contract.headerOf(column)).join(', ')
  return { fault: `It lacks the required ${missing.length === 1 ? 'column' : 'columns'} ${names}.` }
}

/** A path in which the engine's reader sees no pattern. */
export const globLiteral = (path: string): string => path.replace(/[[*?]/g, '[$&]')
