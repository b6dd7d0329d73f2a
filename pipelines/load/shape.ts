import { listValue } from '@duckdb/node-api'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Contract } from './contract.ts'
import type { Format, InboxFile } from './inbox.ts'
import { usualDelimiter } from './whole_lines.ts'

/** How a file is laid out. Files of one shape are read by one statement. */
export type Shape = {
  readonly format: Format
  readonly gzip: boolean
  /** What parts the cells of CSV. Of lines of JSON, which are one cell each, what none of them holds. */
  readonly delimiter: string
  /** Column names as the file states them: its header, its schema, or the names in its first lines. */
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
  const plain = { format, gzip, delimiter: '', types: [] }
  if (format === 'ndjson')
    return { ...plain, delimiter: usualDelimiter, columns: namesInLines(head.toString('utf8')) }
  if (format === 'parquet') return withRequired(await parquetShape(file, warehouse), contract)
  return withRequired({ ...plain, ...csvHeader(head.toString('utf8'), contract) }, contract)
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

/** The names in the lines that the head holds whole; enough to notice new columns, never used to read. */
function namesInLines(head: string): string[] {
  const names = new Set<string>()
  for (const line of head.split('\n').slice(0, 100)) {
    try {
      const value: unknown = JSON.parse(line)
      if (value && typeof value === 'object' && !Array.isArray(value))
        for (const name of Object.keys(value)) names.add(name)
    } catch {
      // A line that is cut or broken: the contract tells of it when the file is read.
    }
  }
  return [...names].sort()
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
