import type { Settings } from '../../models/settings.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { Traces } from '../erase/traces.ts'
import type { FolderLoad } from '../load/folder.ts'
import { History } from '../load/history.ts'
import type { InboxFile } from '../load/inbox.ts'
import { look } from '../load/look.ts'
import { SeenFiles } from '../load/seen_files.ts'

/** The files whose content no load took in, those that failed among them. Nothing is written to the warehouse. */
export async function unloaded(
  warehouse: Warehouse,
  folder: FolderLoad,
  files: readonly InboxFile[],
  settings: Settings,
): Promise<InboxFile[]> {
  const knowledge = {
    warehouse,
    contract: folder.rowContract,
    history: await History.of(warehouse, folder.name, true),
    seenFiles: await SeenFiles.of(warehouse, folder.name, Traces.none()),
    settings,
  }
  const found: InboxFile[] = []
  for await (const one of look(files, knowledge))
    if (!('passed' in one) || one.passed.outcome !== 'repeated') found.push(one.file)
  return found
}
