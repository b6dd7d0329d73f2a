import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'

type Known = { readonly path: string; readonly outcome: string; readonly sentence: string | null }

/** What earlier loads of a feed or sender have seen, by content. */
export class History {
  readonly #known: Map<string, Known>

  private constructor(known: Map<string, Known>) {
    this.#known = known
  }

  static async of(warehouse: Warehouse, folder: string): Promise<History> {
    const rows = await warehouse.rows<Known & { content_hash: string }>(
      'select content_hash, path, outcome, sentence from ledger.loads where feed = $1 order by file_number',
      [folder],
    )
    return new History(new Map(rows.map((row) => [row.content_hash, row])))
  }

  /** Why a file of this content need not be loaded: it was, or it failed and has not changed since. */
  seen(contentHash: string): { outcome: 'repeated' | 'failed'; sentence: string } | undefined {
    const known = this.#known.get(contentHash)
    if (!known) return undefined
    if (known.outcome === 'failed')
      return { outcome: 'failed', sentence: known.sentence ?? 'It failed before and has not changed.' }
    return { outcome: 'repeated', sentence: `Its content was loaded before, from ${known.path}.` }
  }

  add(contentHash: string, known: Known): void {
    this.#known.set(contentHash, known)
  }
}
