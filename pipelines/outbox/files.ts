import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Model } from '../../models/model.ts'
import { literal } from '../../warehouse/engine.ts'
import type { Desk } from '../runner/desk.ts'
import { moveWhole } from '../runner/move_whole.ts'
import type { Places } from '../runner/places.ts'
import { setAsideTable } from './handed_out.ts'
import { type Reader, told } from './rows.ts'
import { listName } from './work_lists.ts'

type Format = { readonly ending: string; readonly reader: Reader; readonly options: string }

const formats: readonly Format[] = [
  { ending: 'csv', reader: 'spreadsheet', options: 'format csv, header' },
  { ending: 'ndjson', reader: 'program', options: 'format json' },
]

const folderOf = ({ outbox }: Places, list: Model): string => join(outbox, listName(list))
const isDraft = (file: string): boolean => file.endsWith('.draft')

/** Removes what a killed run left half written. */
export function tidy(places: Places, list: Model): void {
  const folder = folderOf(places, list)
  if (!existsSync(folder)) return
  for (const file of readdirSync(folder).filter(isDraft)) rmSync(join(folder, file))
}

/** Writes what was set aside as CSV and as NDJSON, each whole or not at all, what is due first first; gives the files. */
export async function writeWhole(
  { warehouse, places, runId }: Desk,
  list: Model,
  asOf: string,
): Promise<string[]> {
  const folder = folderOf(places, list)
  mkdirSync(folder, { recursive: true })
  const files: string[] = []
  for (const { ending, reader, options } of formats) {
    const file = join(folder, `${runId}.${ending}`)
    const draft = `${file}.draft`
    const rows = `select ${told(list, reader, asOf)} from ${setAsideTable} order by due_on, action_id`
    await warehouse.run(`copy (${rows}) to ${literal(draft)} (${options})`)
    moveWhole(draft, file)
    files.push(file)
  }
  return files
}
