import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Contract } from './contract.ts'
import { type ColumnDrift, headerDrift } from './drift/headers.ts'
import { type WordDrift, wordDrift } from './drift/words.ts'

/** How files differ from the contract, or from the files of their feed before them. */
export type Drift = ColumnDrift | WordDrift | HabitDrift

/** A file with an unusual share of rows that lack a column's value, from 0 to 1, or with unusually many or few rows. */
export type HabitDrift = {
  readonly feed: string
  readonly path: string
  /** Null of a volume. */
  readonly column: string | null
  readonly kind: 'nulls' | 'volume'
  readonly found: number
  /** The median of the files before. */
  readonly usual: number
  readonly filesBefore: number
}

/** What a run is to tell of the files that it loaded. A column that vanished is not told again as one of nulls. */
export async function findDrift(
  warehouse: Warehouse,
  runId: string,
  contracts: ReadonlyMap<string, Contract>,
): Promise<Drift[]> {
  const loaded = await warehouse.rows<{ feed: string }>(
    `select distinct feed from ledger.loads where run_id = $1 and outcome = 'loaded'`,
    [runId],
  )
  if (loaded.length === 0) return []
  const brought = new Set(loaded.map(({ feed }) => feed))
  const ofColumns = await headerDrift(
    warehouse,
    runId,
    new Map([...contracts].filter(([feed]) => brought.has(feed))),
  )
  const vanished = new Set(
    ofColumns.filter(({ kind }) => kind === 'vanished').map(({ feed, column }) => `${feed} ${column}`),
  )
  const ofHabits = await habitDrift(warehouse, runId)
  return [
    ...ofColumns,
    ...(await wordDrift(warehouse, runId, contracts)),
    ...ofHabits.filter(({ feed, column }) => !vanished.has(`${feed} ${column}`)),
  ]
}

const habitDrift = (warehouse: Warehouse, runId: string): Promise<HabitDrift[]> =>
  warehouse.rows(
    `select d.feed, l.path, d.column_name as "column", d.kind, d.found, d.usual,
       d.files_before::int as "filesBefore"
     from ledger.drift d join ledger.loads l using (file_number)
     where d.run_id = $1 and d.is_new order by file_number, d.kind, d.column_name`,
    [runId],
  )
