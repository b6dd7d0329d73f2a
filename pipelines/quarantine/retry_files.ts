import type { Settings } from '../../models/settings.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { FolderLoad } from '../load/folder.ts'
import { scanInbox } from '../load/inbox.ts'
import type { FileOutcome } from '../load/outcome.ts'
import { failingFiles } from './failing.ts'
import type { Selection } from './selection.ts'

export type RetryFilesOptions = {
  readonly inbox: string
  readonly settings: Settings
  readonly runId: string
}

/**
 * Tries the selected failing files again, changed or not, as a load would. Those that are no longer in the
 * inbox are not among the outcomes.
 */
export async function retryFiles(
  warehouse: Warehouse,
  folders: readonly FolderLoad[],
  selection: Selection,
  { inbox, settings, runId }: RetryFilesOptions,
): Promise<FileOutcome[]> {
  const failing = new Set((await failingFiles(warehouse, selection)).map(({ path }) => path))
  if (failing.size === 0) return []
  const found = await scanInbox(inbox, new Set(folders.map(({ name }) => name)))
  const outcomes: FileOutcome[] = []
  for (const folder of folders) {
    const files = found.files.filter((file) => file.folder === folder.name && failing.has(file.path))
    if (files.length === 0) continue
    const options = { settings, runId, onProgress: () => undefined }
    outcomes.push(...(await folder.load(warehouse, files, options)).files)
  }
  await forgetRepeatedFailures(warehouse)
  return outcomes
}

/** A file that fails again as it is keeps its one row in the ledger, with the sentence that it has now. */
async function forgetRepeatedFailures(warehouse: Warehouse): Promise<void> {
  const same = `newer.outcome = 'failed' and older.outcome = 'failed' and newer.feed = older.feed
    and newer.path = older.path and newer.content_hash = older.content_hash
    and newer.file_number > older.file_number`
  await warehouse.transaction(async () => {
    await warehouse.run(
      `update ledger.loads as older set sentence = newer.sentence, run_id = newer.run_id, loaded_at = newer.loaded_at
       from ledger.loads newer where ${same}`,
    )
    await warehouse.run(`delete from ledger.loads as newer using ledger.loads older where ${same}`)
  })
}
