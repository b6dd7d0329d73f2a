import type { DuckDBValue } from '@duckdb/node-api'

/** Which of what was turned away: all of it, or that of a feed or sender, or of one file. */
export type Selection = {
  /** A feed's or a sender's name. */
  readonly feed?: string | undefined
  /** A file's number in the ledger of loads. */
  readonly file?: number | undefined
}

/** SQL over a quarantined row `q` and the load `l` of its file; it is bound to `$1` and `$2`. */
export const rowSelected = `($1::varchar is null or $1 in (q.feed, l.feed)) and ($2::bigint is null or l.file_number = $2)`

/** SQL over a file's load `l`; it is bound to `$1` and `$2`. */
export const fileSelected = `($1::varchar is null or l.feed = $1) and ($2::bigint is null or l.file_number = $2)`

/** The values of `$1` and `$2`. */
export const boundTo = ({ feed, file }: Selection): DuckDBValue[] => [
  feed ?? null,
  file === undefined ? null : BigInt(file),
]
