import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { type FailingFile, failingFiles } from './failing.ts'
import { boundTo, rowSelected, type Selection } from './selection.ts'

/** Held rows of one file that break one rule. A row with several faults is in several groups. */
export type HeldGroup = {
  /** The feed whose contract they break: the folder's own, a sender's lines, or one that those are mapped onto. */
  readonly feed: string
  /** The feed or sender whose folder the file lies in. */
  readonly folder: string
  readonly fileNumber: number
  readonly path: string
  readonly column: string
  readonly rule: string
  readonly rows: number
  /** The place of the first of them in the file. */
  readonly firstRow: number
}

/** What is held of one feed, or of one sender's lines. */
export type HeldFeed = {
  readonly feed: string
  readonly rows: number
  readonly files: number
  /** When the oldest of them was turned away: UTC, `2026-03-01 06:00:00`. */
  readonly oldest: string
}

export type Listed = {
  readonly feeds: readonly HeldFeed[]
  readonly groups: readonly HeldGroup[]
  readonly failing: readonly FailingFile[]
}

/** All that was turned away and is not settled. */
export async function list(warehouse: Warehouse, selection: Selection): Promise<Listed> {
  return {
    feeds: await heldByFeed(warehouse, selection),
    groups: await heldGroups(warehouse, selection),
    failing: await failingFiles(warehouse, selection),
  }
}

export async function heldByFeed(warehouse: Warehouse, selection: Selection = {}): Promise<HeldFeed[]> {
  const rows = await warehouse.rows<Record<keyof HeldFeed, string>>(
    `select q.feed, count(*) as rows, count(distinct l.file_number) as files,
       strftime(min(l.loaded_at), '%Y-%m-%d %H:%M:%S') as oldest
     from ledger.quarantine q join ledger.loads l using (file_number)
     where q.settled_as is null and ${rowSelected} group by q.feed order by q.feed`,
    boundTo(selection),
  )
  return rows.map((row) => ({ ...row, rows: Number(row.rows), files: Number(row.files) }))
}

async function heldGroups(warehouse: Warehouse, selection: Selection): Promise<HeldGroup[]> {
  const rows = await warehouse.rows<Record<keyof HeldGroup, string>>(
    `select q.feed, l.feed as folder, l.file_number as "fileNumber", l.path, q.column_name as "column", q.rule, count(*) as rows,
       min(q.row_number) as "firstRow"
     from (
       select *, unnest(column_names) as column_name, unnest(faults) as rule
       from ledger.quarantine where settled_as is null
     ) q join ledger.loads l using (file_number)
     where ${rowSelected} group by all order by q.feed, l.file_number, min(q.row_number), q.column_name, q.rule`,
    boundTo(selection),
  )
  return rows.map((row) => ({
    ...row,
    fileNumber: Number(row.fileNumber),
    rows: Number(row.rows),
    firstRow: Number(row.firstRow),
  }))
}
