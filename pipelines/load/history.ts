import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { layoutOf } from './inbox.ts'

type Known = { readonly path: string; readonly outcome: string; readonly sentence: string | null }

/** What earlier loads of a feed or sender have seen, by content. */
export class History {
  readonly #loaded = new Map<string, Known>()
  readonly #failed = new Map<string, Known>()

  /** With `triesFailedAgain` what failed before is no reason to pass a file over. */
  static async of(warehouse: Warehouse, folder: string, triesFailedAgain = false): Promise<History> {
    const rows = await warehouse.rows<Known & { content_hash: string }>(
      `select content_hash, path, outcome, sentence from ledger.loads
       where feed = $1 and not ($2 and outcome = 'failed') order by file_number`,
      [folder, triesFailedAgain],
    )
    const history = new History()
    for (const row of rows) history.add(row.content_hash, row)
    return history
  }

  add(contentHash: string, known: Known): void {
    if (known.outcome === 'failed') this.#failed.set(asRead(contentHash, known.path), known)
    else this.#loaded.set(contentHash, known)
  }

  /** Why a file of this content need not be loaded: it was, or it failed and has not changed since. */
  seen(
    contentHash: string,
    path: string,
  ): { readonly outcome: 'repeated' | 'failed'; readonly sentence: string } | undefined {
    const loaded = this.#loaded.get(contentHash)
    if (loaded)
      return { outcome: 'repeated', sentence: `Its content was loaded before, from ${loaded.path}.` }
    const failed = this.#failed.get(asRead(contentHash, path))
    return failed && { outcome: 'failed', sentence: failed.sentence ?? 'It failed before and is unchanged.' }
  }
}

/** Content that fails under one name may load under another that says what it is. */
const asRead = (contentHash: string, path: string): string =>
  `${contentHash} ${layoutOf(path)?.format} ${layoutOf(path)?.gzip}`
