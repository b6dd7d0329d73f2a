import { existsSync, readdirSync } from 'node:fs'
import { takeLock } from '../runner/lock.ts'
import type { Places } from '../runner/places.ts'
import { FetchFolder } from './fetch_folder.ts'

/**
 * Does work on what was fetched while nothing is added to it. What was cut short is removed; a fetch that is at work is
 * told as the problem that it is.
 */
export async function whileNoneFetches<T>(
  places: Places,
  command: string,
  work: () => Promise<T>,
): Promise<T> {
  const names = existsSync(places.fetched) ? readdirSync(places.fetched) : []
  const releases: (() => void)[] = []
  try {
    for (const name of names) {
      const folder = new FetchFolder(places, name)
      releases.push(takeLock(folder.lock, command))
      folder.tidy()
    }
    return await work()
  } finally {
    for (const release of releases) release()
  }
}
