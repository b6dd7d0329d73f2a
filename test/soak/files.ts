import { cpSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** The files of a made-up shop, each of which comes in on the morning after its day. */
export class ComingFiles {
  readonly #from: string
  #waiting: { readonly path: string; readonly day: string }[]

  constructor(from: string) {
    this.#from = from
    this.#waiting = readdirSync(from, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('_truth'))
      .map((entry) => relative(from, join(entry.parentPath, entry.name)))
      .map((path) => ({ path, day: dayOf(path) }))
  }

  /** Puts into the inbox what came until the day, `2025-10-05`; gives how many files. */
  bring(inbox: string, day: string): number {
    const come = this.#waiting.filter((file) => file.day < day)
    this.#waiting = this.#waiting.filter((file) => file.day >= day)
    for (const { path } of come) {
      mkdirSync(dirname(join(inbox, path)), { recursive: true })
      cpSync(join(this.#from, path), join(inbox, path))
    }
    return come.length
  }
}

/** A missing exchange rate stops a build, so all rates are there from the first. */
const dayOf = (path: string): string =>
  path.startsWith('fx_rates') ? '' : (/\d{4}-\d{2}-\d{2}/.exec(path)?.[0] ?? '')
