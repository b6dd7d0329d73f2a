import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { FolderLoad, FolderOptions } from '../load/folder.ts'
import type { Inbox, InboxFile } from '../load/inbox.ts'
import type { FileOutcome } from '../load/outcome.ts'
import { failingFiles } from './failing.ts'
import type { Selection } from './selection.ts'

type FailingInFolder = { readonly folder: FolderLoad; readonly files: readonly InboxFile[] }

/** The selected failing files that are still in the inbox or beside it, by folder. */
export async function findFailing(
  warehouse: Warehouse,
  folders: readonly FolderLoad[],
  selection: Selection,
  scan: () => Promise<Inbox>,
): Promise<FailingInFolder[]> {
  const failing = new Set((await failingFiles(warehouse, selection)).map(({ path }) => path))
  if (failing.size === 0) return []
  const found = await scan()
  return folders
    .map((folder) => ({
      folder,
      files: found.files.filter((file) => file.folder === folder.name && failing.has(file.path)),
    }))
    .filter(({ files }) => files.length > 0)
}

/** Tries files again as a load would, changed or not. */
export async function retryFiles(
  warehouse: Warehouse,
  failing: readonly FailingInFolder[],
  { settings, runId, traces }: Pick<FolderOptions, 'settings' | 'runId' | 'traces'>,
): Promise<FileOutcome[]> {
  const outcomes: FileOutcome[] = []
  for (const { folder, files } of failing) {
    const options = { settings, runId, traces, onProgress: () => undefined, triesFailedAgain: true }
    outcomes.push(...(await folder.load(warehouse, files, options)).files)
  }
  await keepOneFailure(warehouse)
  return outcomes
}

/** A file that fails again as it is keeps its one row in the ledger, with the sentence that it has now. */
async function keepOneFailure(warehouse: Warehouse): Promise<void> {
  const same = `newer.outcome = 'failed' and older.outcome = 'failed' and newer.feed = older.feed
    and newer.path = older.path and newer.content_hash = older.content_hash
    and newer.file_number > older.file_number`
  await warehouse.transaction(async () => {
    await warehouse.run(
      `update ledger.loads as older
       set sentence = newer.sentence, run_id = newer.run_id, loaded_at = newer.loaded_at
       from ledger.loads newer where ${same}`,
    )
    await warehouse.run(`delete from ledger.loads as newer using ledger.loads older where ${same}`)
  })
}
