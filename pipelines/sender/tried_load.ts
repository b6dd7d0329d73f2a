import type { Settings } from '../../models/settings.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { Traces } from '../erase/traces.ts'
import { type Drift, findDrift } from '../load/drift.ts'
import type { FolderLoad } from '../load/folder.ts'
import type { InboxFile } from '../load/inbox.ts'
import { type FileOutcome, prepareLoadTables } from '../load.ts'
import { type HeldGroup, list } from '../quarantine/list.ts'
import type { Sources } from '../runner/catalog.ts'
import { engineMemory } from '../runner/engine_memory.ts'

/** What a load would make of files if they were the first that ever came. */
export type TriedLoad = {
  readonly files: readonly FileOutcome[]
  /** Rows by the feed or kind of record that they would become. */
  readonly rows: readonly { readonly feed: string; readonly rows: number }[]
  readonly held: readonly HeldGroup[]
  readonly drift: readonly Drift[]
  readonly timesWithoutOffset: number
}

/** Loads files into a warehouse that is thrown away. */
export async function triedLoad(
  folder: FolderLoad,
  files: readonly InboxFile[],
  { feeds, logged, senders }: Sources,
  settings: Settings,
): Promise<TriedLoad> {
  const reach = [...new Set(files.map(({ absolute }) => absolute))]
  const warehouse = await Warehouse.open(':memory:', { memory: engineMemory(), reach })
  const runId = 'tried'
  try {
    await prepareLoadTables(warehouse, [...feeds, ...logged], senders)
    const { files: outcomes, timesWithoutOffset } = await folder.load(warehouse, files, {
      settings,
      runId,
      traces: Traces.none(),
      onProgress: () => undefined,
    })
    const { groups } = await list(warehouse, {})
    const raw = [...feeds.map(({ name }) => name), ...folder.contracts.map(({ feed }) => feed.name)]
    const rows: { feed: string; rows: number }[] = []
    for (const feed of new Set(raw))
      rows.push({ feed, rows: await warehouse.count(`select count(*) from ${quoted(`raw.${feed}`)}`) })
    return {
      files: outcomes,
      rows: rows.filter((one) => one.rows > 0),
      held: groups,
      drift: await findDrift(warehouse, runId, folder.contractsByName),
      timesWithoutOffset,
    }
  } finally {
    warehouse.close()
  }
}
