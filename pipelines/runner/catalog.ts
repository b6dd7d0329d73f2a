import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Model, readsOf } from '../../models/model.ts'
import type { Settings } from '../../models/settings.ts'
import type { Feed } from '../../sources/feed.ts'
import type { Sender } from '../../sources/senders/sender.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A model with what follows from its place in the catalog. */
export type CatalogModel = {
  readonly model: Model
  /** The file that declares it, from the project's root. */
  readonly file: string
  /** Tables that it reads, `raw` ones included. */
  readonly reads: readonly string[]
  /** Digest of the code of its pass, which no query text shows; empty without one. */
  readonly passDigest: string
}

export type Catalog = {
  readonly feeds: readonly Feed[]
  /** Kinds of record that are written down here and come from nowhere else, each in a log of its own. */
  readonly logged: readonly Feed[]
  readonly senders: readonly Sender[]
  /** Parents before children. */
  readonly models: readonly CatalogModel[]
}

export type Sources = Pick<Catalog, 'feeds' | 'logged' | 'senders'>

/** The feeds, kinds of logged record and senders declared under `sources/`. */
export async function readSources(): Promise<Sources> {
  const [feeds, logged, senders] = [
    await declaredIn('sources/feeds', isFeed),
    await declaredIn('sources/logged', isFeed),
    await declaredIn('sources/senders', isSender),
  ]
  return {
    feeds: feeds.map(({ value }) => value),
    logged: logged.map(({ value }) => value),
    senders: senders.map(({ value }) => value),
  }
}

/** Everything declared under `sources/` and `models/`, found by looking into the folders. */
export async function readCatalog(settings: Settings): Promise<Catalog> {
  const models = await declaredIn('models', isModel)
  return {
    ...(await readSources()),
    models: inOrder(
      models.map(({ value, file }) => ({
        model: value,
        file,
        reads: readsOf(value, settings),
        passDigest: value.pass ? codeDigest(file) : '',
      })),
    ),
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
const isFeed = (value: unknown): value is Feed => isObject(value) && 'raw' in value && 'happenedAt' in value
const isModel = (value: unknown): value is Model => isObject(value) && 'query' in value && 'grain' in value
const isSender = (value: unknown): value is Sender => isObject(value) && 'mappings' in value

async function declaredIn<T>(folder: string, isOne: (value: unknown) => value is T) {
  const found = new Map<T, string>()
  for (const file of codeFiles(join(root, folder))) {
    const exported: Record<string, unknown> = await import(pathToFileURL(file).href)
    for (const value of Object.values(exported)) {
      if (isOne(value) && !found.has(value)) found.set(value, relative(root, file).split(sep).join('/'))
    }
  }
  return [...found].map(([value, file]) => ({ value, file }))
}

function codeFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** Digest of a file, given from the project's root, and of the folder of the same name beside it. */
export function codeDigest(file: string): string {
  const folder = join(root, file.replace(/\.ts$/, ''))
  const digest = createHash('sha256')
  for (const path of [join(root, file), ...codeFiles(folder)]) digest.update(readFileSync(path))
  return digest.digest('hex')
}

/** Sorts parents before children, otherwise by name; a circle is a fault of the declarations. */
function inOrder(models: readonly CatalogModel[]): CatalogModel[] {
  const byName = new Map(models.map((entry) => [entry.model.name, entry]))
  const ordered = new Set<CatalogModel>()
  const open = new Set<CatalogModel>()
  const visit = (entry: CatalogModel) => {
    if (ordered.has(entry)) return
    if (open.has(entry)) {
      throw new Error(
        `Models rest on each other in a circle: ${[...open].map((one) => one.model.name).join(' → ')}`,
      )
    }
    open.add(entry)
    for (const parent of entry.reads) {
      const known = byName.get(parent)
      if (known) visit(known)
      else if (!parent.startsWith('raw.'))
        throw new Error(`${entry.model.name} reads ${parent}, which no file declares.`)
    }
    open.delete(entry)
    ordered.add(entry)
  }
  for (const entry of [...models].sort((a, b) => (a.model.name < b.model.name ? -1 : 1))) visit(entry)
  return [...ordered]
}
