import { createHash } from 'node:crypto'
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Places } from '../../runner/places.ts'
import { Generation } from './generation.ts'

export type Found = { readonly generation: Generation; readonly file: string }

/**
 * The built site, and the one before it as long as it is kept: a page that is open since before the newest was built
 * asks for files that are no longer in it.
 */
export class Sites {
  readonly #places: Pick<Places, 'site' | 'sites'>
  #newest: Generation | null = null
  #former: Generation | null = null

  constructor(places: Pick<Places, 'site' | 'sites'>) {
    this.#places = places
  }

  /** The newest site, looked for at each request: it may be another by now. */
  newest(): Generation | null {
    const folder = folderAt(this.#places.site)
    if (folder === null) {
      this.#newest = null
      this.#former = null
      return null
    }
    const id = idOf(folder)
    if (this.#newest?.id !== id) {
      this.#newest = new Generation(folder, id)
      this.#former = this.#formerTo(folder)
    }
    return this.#newest
  }

  /** A file by its address, of the site that the page was of that asks for it, else of the newest, else of the former. */
  find(path: string, askedFrom: string | undefined): Found | undefined {
    const newest = this.newest()
    const kept = [newest, this.#former].filter((generation) => generation !== null)
    const wanted = kept.filter(({ id }) => id === askedFrom)
    const file = path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1)
    // A page is always the newest one.
    const order = file.endsWith('.html') ? kept : [...wanted, ...kept]
    const generation = order.find((one) => one.has(file))
    return generation && { generation, file }
  }

  #formerTo(folder: string): Generation | null {
    const { sites } = this.#places
    const [former] = existsSync(sites)
      ? readdirSync(sites)
          .map((name) => join(realpathSync(sites), name))
          .filter((other) => other !== folder && !other.endsWith('.fresh') && statSync(other).isDirectory())
      : []
    return former ? new Generation(former, idOf(former)) : null
  }
}

function folderAt(site: string): string | null {
  try {
    return realpathSync.native(site)
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw fault
  }
}

/** Another one for each folder that was ever moved there. */
function idOf(folder: string): string {
  const { ino, mtimeMs } = statSync(folder)
  return createHash('sha256').update(`${folder} ${ino} ${mtimeMs}`).digest('hex').slice(0, 16)
}
