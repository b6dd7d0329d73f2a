import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { mayAs } from '../people/enter.ts'
import { pageOf, type Readers, readersOf, resultsOf } from './readers.ts'

/** How files are packed beside themselves, best first. */
const packings = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
] as const

export type Packing = (typeof packings)[number]

/** One built site. Its files are known by their exact names from the start: no other name leads to any. */
export class Generation {
  readonly id: string
  readonly folder: string
  readonly #files: ReadonlySet<string>
  readonly #everybodysResults: ReadonlySet<string>
  readonly #scripts = new Map<string, readonly string[]>()
  #manifest: string | undefined

  constructor(folder: string, id: string) {
    this.folder = folder
    this.id = id
    this.#files = new Set(filesUnder(folder))
    this.#everybodysResults = this.#resultsForEverybody()
  }

  has(file: string): boolean {
    return this.#files.has(file)
  }

  readers(file: string): Readers {
    return readersOf(file, this.#everybodysResults)
  }

  /** How a file lies packed beside itself, best first. */
  packings(file: string): readonly Packing[] {
    return packings.filter(({ ending }) => this.#files.has(`${file}${ending}`))
  }

  /** The hashes of a page's inline scripts. */
  scripts(page: string): readonly string[] {
    const known = this.#scripts.get(page)
    if (known) return known
    const hashes = inlineScripts(this.#read(page)).map((script) =>
      createHash('sha256').update(script).digest('base64'),
    )
    this.#scripts.set(page, hashes)
    return hashes
  }

  /** The list of tables that pages load, without those that only reviewers may read. */
  get everybodysManifest(): string {
    this.#manifest ??= JSON.stringify(this.#manifestOfEverybody())
    return this.#manifest
  }

  #manifestOfEverybody() {
    const { renderedFiles } = JSON.parse(this.#read('data/manifest.json')) as {
      renderedFiles: Record<string, string[]>
    }
    const mayRead = (path: string) =>
      mayAs(
        { name: '', role: 'viewer', signed_in_by: 'token' },
        this.readers(path.replace(/^\/?static\//, '')),
      )
    return {
      renderedFiles: Object.fromEntries(
        Object.entries(renderedFiles).map(([source, paths]) => [source, paths.filter(mayRead)]),
      ),
    }
  }

  #resultsForEverybody(): Set<string> {
    const lists = [...this.#files].filter((file) => file.endsWith('/all-queries.json'))
    const found = new Set<string>()
    for (const file of this.#files) {
      const page = pageOf(file)
      if (page === undefined || this.#readersOfPage(file) !== 'viewer') continue
      for (const list of lists.filter((one) => one.startsWith(resultsOf(page)))) {
        found.add(list)
        for (const query of Object.values(JSON.parse(this.#read(list)) as Record<string, string>))
          found.add(`api/prerendered_queries/${query}.arrow`)
      }
    }
    return found
  }

  #readersOfPage(page: string): Readers {
    return readersOf(page, new Set())
  }

  #read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8')
  }
}

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))

const inlineScripts = (page: string): string[] =>
  [...page.matchAll(/<script(?<attributes>[^>]*)>(?<script>[\s\S]*?)<\/script>/g)]
    .filter(({ groups }) => !/\b(src=|type="application\/json")/.test(groups?.attributes ?? ''))
    .map(({ groups }) => groups?.script ?? '')
