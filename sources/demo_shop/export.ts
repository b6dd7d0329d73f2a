import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DAYS, dayIndex, dayText, END, startOfDay } from './calendar.ts'
import { columnsOf, FEEDS, type Feed, type Format, formatOf, type Row, type Value } from './feeds.ts'

/** Rows of one file that wait for the end of their export day. */
type Waiting = { lines: string[]; blocks: Buffer[] }

const LINES_PER_BLOCK = 256
const EXTENSION: Record<Format, string> = {
  csv: 'csv',
  'csv;': 'csv',
  ndjson: 'ndjson',
  'ndjson.gz': 'ndjson.gz',
}

/**
 * Writes one file per feed and export day. Rows are kept as bytes until their day is over, so memory holds the open
 * life of orders only, and no more files are open than there are feeds.
 */
export class Exporter {
  files = 0
  rows = 0
  private readonly out: string
  private readonly waiting = new Map<Feed, Map<number, Waiting>>()
  private today = 0

  constructor(out: string) {
    this.out = out
    for (const feed of FEEDS) this.waiting.set(feed, new Map())
  }

  /**
   * Sends a row that was known at `at`, `lateDays` days after its day.
   * False when the shop's year ended before the row came to be.
   */
  send<F extends Feed>(feed: F, at: number, row: Row<F>, lateDays = 0): boolean {
    if (at >= END) return false
    const day = Math.min(DAYS - 1, Math.max(this.today, dayIndex(at) + lateDays))
    const days = this.waiting.get(feed) as Map<number, Waiting>
    let file = days.get(day)
    if (file === undefined) {
      file = { lines: [], blocks: [] }
      days.set(day, file)
    }
    file.lines.push(encode(feed, row as Record<string, Value>))
    if (file.lines.length >= LINES_PER_BLOCK) pack(file)
    this.rows++
    return true
  }

  /** Writes the files of a day that is over. */
  async endDay(day: number): Promise<void> {
    this.today = day + 1
    const writing: Promise<void>[] = []
    for (const [feed, days] of this.waiting) {
      const file = days.get(day)
      if (file === undefined) continue
      days.delete(day)
      pack(file)
      writing.push(this.write(feed, dayText(startOfDay(day)), file.blocks))
      this.files++
    }
    await Promise.all(writing)
  }

  private async write(feed: Feed, day: string, blocks: readonly Buffer[]): Promise<void> {
    const format = formatOf(feed)
    const folder = join(this.out, feed, day.slice(0, 7))
    await mkdir(folder, { recursive: true })
    const content = Buffer.concat([Buffer.from(header(feed)), ...blocks])
    const path = join(folder, `${feed}-${day}.${EXTENSION[format]}`)
    await writeFile(path, format === 'ndjson.gz' ? gzipSync(content, { level: 4 }) : content)
  }
}

function pack(file: Waiting): void {
  if (file.lines.length === 0) return
  file.blocks.push(Buffer.from(file.lines.join('')))
  file.lines.length = 0
}

function header(feed: Feed): string {
  const format = formatOf(feed)
  const columns = columnsOf(feed)
  if (format === 'csv') return `${columns.join(',')}\r\n`
  if (format === 'csv;') return `\ufeff${columns.join(';')}\r\n`
  return ''
}

function encode(feed: Feed, row: Record<string, Value>): string {
  const format = formatOf(feed)
  const columns = columnsOf(feed)
  return format === 'csv' || format === 'csv;'
    ? csvLine(columns, row, format === 'csv' ? ',' : ';')
    : jsonLine(columns, row)
}

function csvLine(columns: readonly string[], row: Record<string, Value>, delimiter: string): string {
  let line = ''
  for (let i = 0; i < columns.length; i++) {
    if (i > 0) line += delimiter
    const value = row[columns[i] as string]
    if (value !== undefined) line += typeof value === 'string' ? csvText(value) : String(value)
  }
  return `${line}\r\n`
}

/** RFC 4180. */
export function csvText(text: string): string {
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function jsonLine(columns: readonly string[], row: Record<string, Value>): string {
  let line = '{'
  for (const column of columns) {
    const value = row[column]
    if (value === undefined) continue
    if (line.length > 1) line += ','
    line += `"${column}":${typeof value === 'string' ? JSON.stringify(value) : value}`
  }
  return `${line}}\n`
}
