import { createHash } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { moveWhole } from '../runner/move_whole.ts'
import { fetchedFolder, type Places } from '../runner/places.ts'
import type { Connection } from './connection.ts'

/** How the newest fetch ended. Times are ISO 8601. */
export type Tried = {
  readonly at: string
  readonly files: number
  /** Null where the connection could not say how many. */
  readonly rows: number | null
  /** Why it failed; null where it did not. */
  readonly fault: string | null
}

type State = {
  /** By what the cursor was found: its digest. */
  readonly asks: string | null
  readonly cursor: unknown
  readonly tried: Tried | null
  readonly succeededAt: string | null
  /** The newest file of the ledger when files were let go last: a warehouse that does not have it lacks their rows. */
  readonly letGoAt: number | null
}

const untried: State = { asks: null, cursor: null, tried: null, succeededAt: null, letGoAt: null }

const draftEnding = '.part'

/** The folder of one connection: the files that wait to be loaded, and what is kept from fetch to fetch. */
export class FetchFolder {
  readonly path: string
  /** As its files are told in reports and in the ledger: beside the inbox. */
  readonly told: string
  readonly #statePath: string
  #drafts = 0

  constructor(places: Places, connection: string) {
    const { at, path } = fetchedFolder(places, connection)
    this.path = at
    this.told = path
    this.#statePath = join(this.path, '.state.json')
  }

  /** The lock of whoever fetches. */
  get lock(): string {
    return join(this.path, '.lock')
  }

  /** The names of the files that wait to be loaded, in their order. */
  get waiting(): string[] {
    return this.#names()
      .filter((name) => !name.startsWith('.') && !name.endsWith(draftEnding))
      .sort()
  }

  get state(): State {
    return existsSync(this.#statePath) ? JSON.parse(readFileSync(this.#statePath, 'utf8')) : untried
  }

  /** Makes the folder, which only its owner may look into. */
  make(): void {
    mkdirSync(this.path, { recursive: true, mode: 0o700 })
    chmodSync(this.path, 0o700)
  }

  /** Removes what was cut short. */
  tidy(): void {
    for (const name of this.#names()) if (name.endsWith(draftEnding)) rmSync(join(this.path, name))
  }

  /** Makes an empty file, named by the time so that files are loaded in the order in which they were fetched. */
  draft(ending: string, now: Date = new Date()): string {
    this.#drafts += 1
    const stamp = now.toISOString().replaceAll(/[-:.]/g, '')
    const name = `${stamp}-${String(this.#drafts).padStart(4, '0')}${ending}${draftEnding}`
    const path = join(this.path, name)
    closeSync(openSync(path, 'wx', 0o600))
    return path
  }

  /** Gives a draft that is whole its name, from when on it waits to be loaded. */
  keepFile(draft: string): void {
    moveWhole(draft, draft.slice(0, -draftEnding.length))
  }

  /** What was kept by the same question; null where it was another one. */
  cursorOf({ asks }: Pick<Connection, 'asks'>): unknown {
    return this.state.asks === digestOf(asks) ? this.state.cursor : null
  }

  keepCursor({ asks }: Pick<Connection, 'asks'>, cursor: unknown): void {
    this.#keep({ ...this.state, asks: digestOf(asks), cursor })
  }

  keepTried(tried: Tried): void {
    const succeededAt = tried.fault === null ? tried.at : this.state.succeededAt
    this.#keep({ ...this.state, tried, succeededAt })
  }

  /** Lets go of files whose rows the warehouse has, by their names. */
  letGo(names: readonly string[], newestFile: number): void {
    if (names.length === 0) return
    this.#keep({ ...this.state, letGoAt: newestFile })
    for (const name of names) rmSync(join(this.path, name), { force: true })
  }

  /** Whether a warehouse whose newest file this is lacks rows of files that were let go. */
  isAheadOf(newestFile: number): boolean {
    return (this.state.letGoAt ?? 0) > newestFile
  }

  /** Begins anew: the next fetch brings all. */
  beginAnew(): void {
    this.#keep({ ...this.state, cursor: null, letGoAt: null })
  }

  #names(): string[] {
    return existsSync(this.path) ? readdirSync(this.path) : []
  }

  #keep(state: State): void {
    const draft = `${this.#statePath}.draft`
    writeFileSync(draft, JSON.stringify(state), { mode: 0o600 })
    moveWhole(draft, this.#statePath)
  }
}

const digestOf = (asks: string): string => createHash('sha256').update(asks).digest('hex')
