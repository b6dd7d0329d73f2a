import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { Problem } from '../runner/problems.ts'

export type Format = 'csv' | 'ndjson' | 'parquet'

/** A file that waits in the inbox. */
export type InboxFile = Layout & {
  /** The top folder: a feed's or a sender's name. */
  readonly folder: string
  /** From the inbox, with `/` between folders. */
  readonly path: string
  readonly absolute: string
}

export type Inbox = {
  readonly files: readonly InboxFile[]
  /** Links that lead out of the inbox or nowhere, each with a sentence. */
  readonly refused: readonly { readonly folder: string; readonly path: string; readonly sentence: string }[]
  /** Folders that no feed or sender owns, and files of no known format. */
  readonly ignored: readonly string[]
}

/** What a file's name says that it holds. */
export type Layout = { readonly format: Format; readonly gzip: boolean }

const formats: readonly (Layout & { readonly ending: RegExp })[] = [
  { ending: /\.csv$/i, format: 'csv', gzip: false },
  { ending: /\.csv\.gz$/i, format: 'csv', gzip: true },
  { ending: /\.(ndjson|jsonl)$/i, format: 'ndjson', gzip: false },
  { ending: /\.(ndjson|jsonl)\.gz$/i, format: 'ndjson', gzip: true },
  { ending: /\.parquet$/i, format: 'parquet', gzip: false },
]

export const layoutOf = (path: string): Layout | undefined => formats.find(({ ending }) => ending.test(path))

const passedOver = (name: string): boolean => /^[_.]/.test(name) || /\.(part|tmp)$/i.test(name)

/** Lists what waits in the inbox, by folder and path. Reads no file. */
export async function scanInbox(inbox: string, folders: ReadonlySet<string>): Promise<Inbox> {
  const root = await realpath(inbox).catch(() => {
    throw new Problem('The inbox does not exist.', {
      where: inbox,
      next: 'Make the folder, or name another one with --inbox or RECOUP_INBOX.',
    })
  })
  const scan = new Scan(root)
  for (const entry of await entriesOf(root)) {
    if (folders.has(entry.name)) await scan.visit(entry, root, entry.name)
    else scan.ignored.push(entry.name)
  }
  return scan
}

class Scan {
  readonly files: InboxFile[] = []
  readonly refused: { folder: string; path: string; sentence: string }[] = []
  readonly ignored: string[] = []
  readonly #root: string
  readonly #visited = new Set<string>()

  constructor(root: string) {
    this.#root = root
  }

  async visit(entry: Dirent, parent: string, folder: string): Promise<void> {
    const absolute = join(parent, entry.name)
    const path = relative(this.#root, absolute).split(sep).join('/')
    if (!entry.isSymbolicLink()) return this.#take(entry, absolute, path, folder)
    const target = await realpath(absolute).catch(() => undefined)
    if (target?.startsWith(this.#root + sep)) return this.#take(await stat(target), absolute, path, folder)
    const sentence = target ? 'It is a link that leaves the inbox.' : 'It is a link that leads nowhere.'
    this.refused.push({ folder, path, sentence })
  }

  async #take(
    kind: { isDirectory(): boolean; isFile(): boolean },
    absolute: string,
    path: string,
    folder: string,
  ): Promise<void> {
    if (kind.isDirectory()) return this.#descend(absolute, folder)
    const known = layoutOf(path)
    if (kind.isFile() && known && path.includes('/'))
      this.files.push({ folder, path, absolute, format: known.format, gzip: known.gzip })
    else this.ignored.push(path)
  }

  async #descend(directory: string, folder: string): Promise<void> {
    const place = await realpath(directory)
    if (this.#visited.has(place)) return
    this.#visited.add(place)
    for (const entry of await entriesOf(directory)) await this.visit(entry, directory, folder)
  }
}

async function entriesOf(directory: string): Promise<Dirent[]> {
  const entries = await readdir(directory, { withFileTypes: true })
  return entries
    .filter((entry) => !passedOver(entry.name))
    .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))
}
