import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { Problem } from '../runner/problems.ts'
import { type FileState, stateOf } from './file_state.ts'

export type Format = 'csv' | 'ndjson' | 'json' | 'parquet' | 'arrow'

/** A file that waits in the inbox. */
export type InboxFile = Layout & {
  /** The top folder: a feed's or a sender's name. */
  readonly folder: string
  /** From the inbox, with `/` between folders. */
  readonly path: string
  /** Where it really lies; no link is part of it. */
  readonly absolute: string
  /** As it was when the inbox was listed. */
  readonly state: FileState
}

/** What is not read, with a sentence why. */
export type Refused = { readonly folder: string; readonly path: string; readonly sentence: string }

export type Inbox = {
  readonly files: readonly InboxFile[]
  /** Links that lead out of the inbox or nowhere, folders that cannot be read, names that are no text. */
  readonly refused: readonly Refused[]
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
  { ending: /\.json$/i, format: 'json', gzip: false },
  { ending: /\.json\.gz$/i, format: 'json', gzip: true },
  { ending: /\.parquet$/i, format: 'parquet', gzip: false },
  { ending: /\.arrows?$/i, format: 'arrow', gzip: false },
]

export const layoutOf = (path: string): Layout | undefined => formats.find(({ ending }) => ending.test(path))

const passedOver = (name: string): boolean => /^[_.]/.test(name) || /\.(part|tmp)$/i.test(name)

/** How many files' states are asked for at once. */
const askedTogether = 256

/** A folder beside the inbox, into which Recoup itself writes records of one kind. It may not be there. */
export type OwnFolder = {
  /** The feed or sender whose files it holds. */
  readonly feed: string
  readonly at: string
  /** How it is told: as beside the inbox, so that none of its files is taken for one of the inbox. */
  readonly path: string
}

/** Lists what waits in the inbox, and in the folders beside it, by folder and path. Reads no file. */
export async function scanInbox(
  inbox: string,
  folders: ReadonlySet<string>,
  own: readonly OwnFolder[] = [],
): Promise<Inbox> {
  const scans = [await scanned(inbox, folders)]
  for (const folder of own) scans.push(await scannedOwn(folder))
  return {
    files: scans.flatMap(({ files }) => files),
    refused: scans.flatMap(({ refused }) => refused),
    ignored: scans.flatMap(({ ignored }) => ignored),
  }
}

async function scannedOwn({ feed, at, path }: OwnFolder): Promise<Inbox> {
  const root = await realpath(at).catch(() => undefined)
  if (root === undefined) return { files: [], refused: [], ignored: [] }
  const scan = new Scan(root)
  for (const entry of await entriesOf(root)) await scan.visit(entry, { absolute: root, path, folder: feed })
  return scan.finish()
}

async function scanned(inbox: string, folders: ReadonlySet<string>): Promise<Inbox> {
  const unreadable = (fault: unknown) => cannotList(inbox, fault)
  const root = await realpath(inbox).catch(unreadable)
  const scan = new Scan(root)
  for (const entry of await entriesOf(root).catch(unreadable)) {
    if (folders.has(entry.name)) await scan.visit(entry, { absolute: root, path: '', folder: entry.name })
    else scan.ignored.push(entry.name)
  }
  return scan.finish()
}

function cannotList(inbox: string, fault: unknown): never {
  const isMissing = codeOf(fault) === 'ENOENT'
  throw new Problem(`The inbox ${isMissing ? 'does not exist' : 'is no folder that can be read'}.`, {
    where: inbox,
    next: 'Make the folder, or name another one with --inbox or RECOUP_INBOX.',
    mayPass: true,
  })
}

type Place = { readonly absolute: string; readonly path: string; readonly folder: string }

class Scan {
  readonly ignored: string[] = []
  readonly #root: string
  readonly #found: (Place & Layout)[] = []
  readonly #refused: Refused[] = []
  readonly #visited = new Set<string>()

  constructor(root: string) {
    this.#root = root
  }

  async visit(entry: Dirent, within: Place): Promise<void> {
    const absolute = join(within.absolute, entry.name)
    const place = { ...within, absolute, path: within.path ? `${within.path}/${entry.name}` : entry.name }
    if (!entry.isSymbolicLink()) return this.#take(entry, place)
    const target = await realpath(absolute).catch(() => undefined)
    if (target !== undefined && !target.startsWith(this.#root + sep))
      return this.#refuse(place, 'It is a link that leaves the inbox.')
    const kind = target === undefined ? undefined : await stat(target).catch(() => undefined)
    if (target !== undefined && kind) return this.#take(kind, { ...place, absolute: target })
    this.#refuse(place, 'It is a link that leads nowhere.')
  }

  /** What was found, each file with its state. One that is gone by now was never there. */
  async finish(): Promise<Inbox> {
    const files: InboxFile[] = []
    for (let from = 0; from < this.#found.length; from += askedTogether) {
      const some = this.#found.slice(from, from + askedTogether)
      const states = await Promise.all(
        some.map(({ absolute }) => stateOf(absolute).catch(() => 'unreadable' as const)),
      )
      for (const [nth, file] of some.entries()) {
        const state = states[nth]
        if (state === 'unreadable') this.#refuse(file, 'It may not be read.')
        else if (state) files.push({ ...file, state })
        else if (isNoText(file.path)) this.#refuse(file, 'Its name is not text in UTF-8: rename it.')
      }
    }
    return { files, refused: this.#refused, ignored: this.ignored }
  }

  async #take(kind: Pick<Dirent, 'isDirectory' | 'isFile'>, place: Place): Promise<void> {
    if (kind.isDirectory()) return this.#descend(place)
    const layout = layoutOf(place.path)
    if (kind.isFile() && layout && place.path !== place.folder)
      this.#found.push({ ...place, format: layout.format, gzip: layout.gzip })
    else this.ignored.push(place.path)
  }

  async #descend(place: Place): Promise<void> {
    if (this.#visited.has(place.absolute)) return
    this.#visited.add(place.absolute)
    const entries = await entriesOf(place.absolute).catch((fault) => {
      if (codeOf(fault) !== 'ENOENT') this.#refuse(place, 'It is a folder that cannot be read.')
      else if (isNoText(place.path)) this.#refuse(place, 'Its name is not text in UTF-8: rename it.')
      return []
    })
    for (const entry of entries) await this.visit(entry, place)
  }

  #refuse({ folder, path }: Place, sentence: string): void {
    this.#refused.push({ folder, path, sentence })
  }
}

/** Names whose bytes are no UTF-8 are given with this character in their place. */
const isNoText = (path: string): boolean => path.includes('\ufffd')

const codeOf = (fault: unknown): string | undefined => (fault as NodeJS.ErrnoException).code

async function entriesOf(directory: string): Promise<Dirent[]> {
  const entries = await readdir(directory, { withFileTypes: true })
  return entries
    .filter((entry) => !passedOver(entry.name))
    .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))
}
