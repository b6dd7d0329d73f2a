import { closeSync, openSync, readSync } from 'node:fs'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { literal } from '../../warehouse/engine.ts'
import { scanInbox } from '../load/inbox.ts'
import type { Cleaning } from './clean.ts'
import { linesOf } from './lines.ts'

/** A file of a sender that still names the person; the path is told without their words. */
export type NamingFile = { readonly path: string; readonly lines: number; readonly isNamedSo: boolean }

/** Looks through the files of the inbox, which belong to their senders: nothing in them is changed. */
export async function namingFiles(
  inbox: string,
  folders: ReadonlySet<string>,
  cleaning: Cleaning,
): Promise<NamingFile[]> {
  const { files } = await scanInbox(inbox, folders)
  const naming: NamingFile[] = []
  for (const { path, absolute } of files) {
    const lines = await recordsNaming(absolute, cleaning)
    const told = cleaning.text(path)
    if (lines > 0 || told !== path) naming.push({ path: told, lines, isNamedSo: told !== path })
  }
  return naming
}

/** How many lines of a file, or rows where it is a Parquet file, name the person. */
export async function recordsNaming(file: string, cleaning: Cleaning): Promise<number> {
  if (beginsWith(file, 'PAR1')) return parquetRowsNaming(file, cleaning)
  let count = 0
  for await (const line of linesOf(file)) if (cleaning.isIn(line)) count += 1
  return count
}

/** Whatever a file is called, its first bytes say what it is. */
function beginsWith(file: string, text: string): boolean {
  const descriptor = openSync(file, 'r')
  try {
    const head = Buffer.alloc(text.length)
    return readSync(descriptor, head) === text.length && head.toString('latin1') === text
  } finally {
    closeSync(descriptor)
  }
}

/** In an engine of its own: that of the warehouse opens no file that it need not. */
async function parquetRowsNaming(file: string, cleaning: Cleaning): Promise<number> {
  const engine = await Warehouse.open(':memory:', { reach: [file] })
  try {
    const rows = await engine.rows<{ row: string }>(
      `select cast(t as varchar) as row from read_parquet(${literal(file)}) t
       where regexp_matches(strip_accents(cast(t as varchar)), $1, 'i')`,
      [cleaning.hint],
    )
    return rows.filter(({ row }) => cleaning.isIn(row)).length
  } finally {
    engine.close()
  }
}
