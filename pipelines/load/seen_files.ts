import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Traces } from '../erase/traces.ts'
import type { InboxFile } from './inbox.ts'

type Seen = { readonly path: string; readonly stamp: string; readonly content_hash: string }

/**
 * What was in the files of a folder when they were last read, so that a file which did not change since need not
 * be read to know its content. Only a memory: without it every file is read again, with the same result.
 */
export class SeenFiles {
  readonly #folder: string
  readonly #seen: ReadonlyMap<string, Seen>
  readonly #traces: Traces
  readonly #fresh = new Map<string, Seen>()

  private constructor(folder: string, seen: ReadonlyMap<string, Seen>, traces: Traces) {
    this.#traces = traces
    this.#folder = folder
    this.#seen = seen
  }

  static async of(warehouse: Warehouse, folder: string, traces: Traces): Promise<SeenFiles> {
    const rows = await warehouse.rows<Seen>(
      'select path, stamp, content_hash from ledger.files_seen where feed = $1',
      [folder],
    )
    return new SeenFiles(folder, new Map(rows.map((row) => [row.path, row])), traces)
  }

  /** The hash of the file's content, if it is in the state in which it was read. */
  hashOf({ path, state }: InboxFile): string | undefined {
    const seen = this.#seen.get(path)
    return seen?.stamp === state.stamp ? seen.content_hash : undefined
  }

  /** Remembers what was read from a file that is still in its state, but of one that somebody erased is named in. */
  add({ path, state }: InboxFile, contentHash: string): void {
    if (state.isSettled && this.#traces.withoutWords(path) === path)
      this.#fresh.set(path, { path, stamp: state.stamp, content_hash: contentHash })
  }

  /** Writes what is new, and forgets the files that are no longer among the given ones. */
  async save(warehouse: Warehouse, files: readonly InboxFile[]): Promise<void> {
    const present = new Set(files.map(({ path }) => path))
    const gone = [...this.#seen.keys()].filter((path) => !present.has(path))
    if (gone.length + this.#fresh.size === 0) return
    await warehouse.transaction(async () => {
      await warehouse.run(
        `delete from ledger.files_seen
         where feed = $1 and path in (select unnest(from_json($2, '["VARCHAR"]')))`,
        [this.#folder, JSON.stringify([...gone, ...this.#fresh.keys()])],
      )
      await warehouse.run(
        `insert into ledger.files_seen by name
         select $1 as feed, unnest(from_json($2, '[{"path":"VARCHAR","stamp":"VARCHAR","content_hash":"VARCHAR"}]'),
           recursive := true)`,
        [this.#folder, JSON.stringify([...this.#fresh.values()])],
      )
    })
  }
}
