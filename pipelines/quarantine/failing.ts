import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { boundTo, fileSelected, type Selection } from './selection.ts'

/** A file that failed, of which no later version under its path was tried, and whose content did not load. */
export type FailingFile = {
  readonly fileNumber: number
  /** The feed or sender whose folder it lies in. */
  readonly feed: string
  readonly path: string
  readonly sentence: string
  /** UTC, `2026-03-01 06:00:00`. */
  readonly failedAt: string
}

/** The ledger's rows of files that fail now, as a relation `l`. */
export const failingLoads = `ledger.loads l
  anti join ledger.loads later
    on later.feed = l.feed and later.path = l.path and later.file_number > l.file_number
  anti join (select feed, content_hash from ledger.loads where outcome = 'loaded') same
    on same.feed = l.feed and same.content_hash = l.content_hash`

/** The files that fail now, in the order in which they were tried. */
export async function failingFiles(warehouse: Warehouse, selection: Selection): Promise<FailingFile[]> {
  const rows = await warehouse.rows<
    Record<'file_number' | 'feed' | 'path' | 'sentence' | 'failed_at', string>
  >(
    `select l.file_number, l.feed, l.path, coalesce(l.sentence, '') as sentence,
       strftime(l.loaded_at, '%Y-%m-%d %H:%M:%S') as failed_at
     from ${failingLoads} where l.outcome = 'failed' and ${fileSelected} order by l.file_number`,
    boundTo(selection),
  )
  return rows.map(({ file_number, failed_at, ...file }) => ({
    fileNumber: Number(file_number),
    failedAt: failed_at,
    ...file,
  }))
}
