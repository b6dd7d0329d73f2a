import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Model } from '../../models/model.ts'
import { literal, quoted } from '../../warehouse/engine.ts'
import type { Desk } from '../runner/desk.ts'
import type { Places } from '../runner/places.ts'
import { spreadsheetText } from '../runner/spreadsheet.ts'
import { setAsideTable } from './handed_out.ts'
import { listName } from './work_lists.ts'

const formats = ['csv', 'ndjson'] as const
type Format = (typeof formats)[number]

const options: Readonly<Record<Format, string>> = { csv: 'format csv, header', ndjson: 'format json' }

const folderOf = ({ outbox }: Places, list: Model): string => join(outbox, listName(list))
const isDraft = (file: string): boolean => file.endsWith('.draft')

/** Removes what a killed run left half written. */
export function tidy(places: Places, list: Model): void {
  const folder = folderOf(places, list)
  if (!existsSync(folder)) return
  for (const file of readdirSync(folder).filter(isDraft)) rmSync(join(folder, file))
}

/** Writes what was set aside as CSV and as NDJSON, each whole or not at all; gives the files. */
export async function writeWhole(
  { warehouse, places, runId }: Desk,
  list: Model,
  asOf: string,
): Promise<string[]> {
  const folder = folderOf(places, list)
  mkdirSync(folder, { recursive: true })
  const files: string[] = []
  for (const format of formats) {
    const file = join(folder, `${runId}.${format}`)
    const draft = `${file}.draft`
    await warehouse.run(`copy (${rows(list, format, asOf)}) to ${literal(draft)} (${options[format]})`)
    settle(draft)
    renameSync(draft, file)
    files.push(file)
  }
  return files
}

/** Waits until the file is on the disk. */
function settle(path: string): void {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}

/** The list's own columns and the run's instant; what is due first comes first. */
function rows({ columns }: Model, format: Format, asOf: string): string {
  const selected = Object.entries(columns).map(([column, { facts }]) => {
    if (facts.kind === 'instant') return `${iso(quoted(column))} as ${quoted(column)}`
    return facts.kind === 'text' && format === 'csv' ? spreadsheetText(column) : quoted(column)
  })
  const at = `${iso(`cast(${literal(asOf)} as timestamp)`)} as as_of`
  return `select ${[...selected, at].join(', ')} from ${setAsideTable} order by due_on, action_id`
}

const iso = (instant: string): string => `strftime(${instant}, '%Y-%m-%dT%H:%M:%SZ')`
