import type { FileOutcome } from '../load/outcome.ts'
import type { Places } from '../runner/places.ts'
import { FetchFolder } from './fetch_folder.ts'

/**
 * Removes the fetched files whose rows are in the raw tables by now. A file that failed stays, for `quarantine retry`.
 * Where a run is killed before it comes to this, the next load sees that it loaded them.
 */
export function removeLoaded(
  places: Places,
  connections: readonly string[],
  files: readonly Pick<FileOutcome, 'path' | 'outcome'>[],
): void {
  const loaded = new Set(
    files.filter(({ outcome }) => outcome === 'loaded' || outcome === 'repeated').map(({ path }) => path),
  )
  for (const connection of connections) {
    const folder = new FetchFolder(places, connection)
    folder.remove(folder.waiting.filter((name) => loaded.has(`${folder.told}/${name}`)))
  }
}
