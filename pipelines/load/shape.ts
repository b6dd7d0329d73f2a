import type { Settings } from '../../models/settings.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Contract } from './contract.ts'
import type { Format, InboxFile } from './inbox.ts'
import { isOneRecordALine } from './json_layout.ts'
import { parquetShape } from './parquet.ts'
import { tooLarge } from './unpacked.ts'
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
  /** Of Parquet and Arrow: the engine's type of each column. */
  readonly types: readonly string[]
}

export type ShapeOrFault = Shape | { readonly fault: string }

/** Each column costs the engine and the ledger something, in every file that has it. */
const mostColumns = 1_000

const delimiters = [',', ';', '\t']

export const isFault = (shape: ShapeOrFault): shape is { readonly fault: string } => 'fault' in shape

type ShapeSettings = {
  /** Of documents none: nobody knows beforehand what names they have. */
  readonly contract: Contract | undefined
  readonly warehouse: Warehouse
  readonly settings: Pick<Settings, 'mostUnpackedBytes'>
}

/** The file's shape, or the sentence why it cannot meet the contract. */
export async function shapeOf(
  file: InboxFile,
  head: Buffer,
  { contract, warehouse, settings }: ShapeSettings,
): Promise<ShapeOrFault> {
  const { format, gzip } = file
  if (format === 'parquet' || format === 'arrow') {
    const { shape, rows } = await typedShape(file, warehouse)
    // Columns that repeat one value take next to nothing on disk: a cell is a byte at least.
    if (!isFault(shape) && rows * shape.columns.length > settings.mostUnpackedBytes)
      return { fault: tooLarge(settings.mostUnpackedBytes) }
    const judged = withRequired(shape, contract)
    return isFault(judged) ? judged : { ...judged, columns: distinctNames(judged.columns) }
  }
  const text = head.toString('utf8')
  if (format === 'csv')
    return withRequired({ format, gzip, types: [], ...csvHeader(text, contract) }, contract)
  const layout = isOneRecordALine(file, text) ? 'ndjson' : 'json'
  return { format: layout, gzip, delimiter: usualDelimiter, columns: [], types: [] }
}

async function typedShape(
  { format, absolute }: InboxFile,
  warehouse: Warehouse,
): Promise<{ shape: ShapeOrFault; rows: number }> {
  if (format === 'parquet') return parquetShape(absolute, warehouse)
  // The library takes a while to load, and most inboxes hold no Arrow files.
  const { arrowShape } = await import('./arrow/shape.ts')
  return arrowShape(absolute)
}

function csvHeader(
  head: string,
  contract: Contract | undefined,
): { delimiter: string; columns: readonly string[] } {
  const known = ({ columns }: { columns: readonly string[] }) =>
    columns.filter((name) => !contract || contract.columnOf(name)).length
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

/** The names as the engine can hold them in one table, in which case tells nothing apart. */
function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let distinct = name || '_'
    for (let nth = 1; taken.has(distinct.toLowerCase()); nth++) distinct = `${name}_${nth}`
    taken.add(distinct.toLowerCase())
    return distinct
  })
}

function withRequired(shape: ShapeOrFault, contract: Contract | undefined): ShapeOrFault {
  if (isFault(shape)) return shape
  if (shape.types.length > 0 && shape.columns.some((name) => /\p{Cc}/u.test(name)))
    return { fault: 'It has a column whose name holds a control character.' }
  if (shape.columns.length > mostColumns)
    return { fault: `It has more than ${mostColumns.toLocaleString('en')} columns.` }
  if (!contract) return shape
  const found = shape.columns.map((name) => contract.columnOf(name))
  const twice = found.find((column, place) => column && found.indexOf(column) !== place)
  if (twice) return { fault: `It has the column ${contract.headerOf(twice)} twice.` }
  if (!found.some(Boolean)) {
    const first = 'Its first line names no known column: it needs a header with comma, semicolon or tab.'
    return { fault: shape.format === 'csv' ? first : 'None of its columns is known.' }
  }
  const missing = contract.requiredColumns.filter((column) => !found.includes(column))
  if (missing.length === 0) return shape
  const names = missing.map((column) => contract.headerOf(column)).join(', ')
  return { fault: `It lacks the required ${missing.length === 1 ? 'column' : 'columns'} ${names}.` }
}
