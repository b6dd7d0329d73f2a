import type { Settings } from '../../models/settings.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { FileOutcome } from '../load/outcome.ts'
import type { Places } from '../runner/places.ts'
import { FetchFolder } from './fetch_folder.ts'

type Given = {
  readonly warehouse: Warehouse
  readonly places: Places
  readonly settings: Pick<Settings, 'connections'>
}

const newestFile = (warehouse: Warehouse): Promise<number> =>
  warehouse.count('select coalesce(max(file_number), 0) from ledger.loads')

/**
 * To be asked before a load: where an older copy of the warehouse was put back, rows are in it no more whose files were let
 * go, so that the next fetch must bring them again.
 */
export async function beginAnewWhereLost({ warehouse, places, settings }: Given): Promise<void> {
  const newest = await newestFile(warehouse)
  for (const connection of Object.keys(settings.connections)) {
    const folder = new FetchFolder(places, connection)
    if (folder.isAheadOf(newest)) folder.beginAnew()
  }
}

/**
 * Removes the fetched files whose rows are in the raw tables by now. A file that failed stays, for `quarantine retry`.
 * Where a run is killed before it comes to this, the next load sees that it loaded them.
 */
export async function letGoLoaded(
  { warehouse, places, settings }: Given,
  files: readonly Pick<FileOutcome, 'path' | 'outcome'>[],
): Promise<void> {
  const newest = await newestFile(warehouse)
  const loaded = new Set(
    files.filter(({ outcome }) => outcome === 'loaded' || outcome === 'repeated').map(({ path }) => path),
  )
  for (const connection of Object.keys(settings.connections)) {
    const folder = new FetchFolder(places, connection)
    folder.letGo(
      folder.waiting.filter((name) => loaded.has(`${folder.told}/${name}`)),
      newest,
    )
  }
}
