import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Contract } from './contract.ts'

/** How files differ from the contract, or from the files of their feed before them. */
export type Drift = ColumnDrift | HabitDrift

/** A column that files have and the contract does not, or had until now and do no more. */
export type ColumnDrift = {
  readonly feed: string
  readonly column: string
  readonly kind: 'unknown' | 'vanished'
  readonly files: number
}

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

type Headers = {
  readonly path: string
  readonly found: readonly string[]
  readonly before: readonly string[]
}

/** What a run is to tell of the files that it loaded. A column that vanished is not told again as one of nulls. */
export async function findDrift(
  warehouse: Warehouse,
  runId: string,
  contracts: ReadonlyMap<string, Contract>,
): Promise<Drift[]> {
  const ofColumns = await columnDrift(warehouse, runId, contracts)
  const vanished = new Set(
    ofColumns.filter(({ kind }) => kind === 'vanished').map(({ feed, column }) => `${feed} ${column}`),
  )
  const ofHabits = await habitDrift(warehouse, runId)
  return [...ofColumns, ...ofHabits.filter(({ feed, column }) => !vanished.has(`${feed} ${column}`))]
}

const habitDrift = (warehouse: Warehouse, runId: string): Promise<HabitDrift[]> =>
  warehouse.rows(
    `select d.feed, l.path, d.column_name as "column", d.kind, d.found, d.usual,
       d.files_before::int as "filesBefore"
     from ledger.drift d join ledger.loads l using (file_number)
     where d.run_id = $1 and d.is_new order by file_number, d.kind, d.column_name`,
    [runId],
  )

/** How the columns of the files that a run loaded differ from the contract and from the file before each. */
async function columnDrift(
  warehouse: Warehouse,
  runId: string,
  contracts: ReadonlyMap<string, Contract>,
): Promise<ColumnDrift[]> {
  const drift = new Map<string, ColumnDrift>()
  const count = (feed: string, column: string, kind: ColumnDrift['kind']) => {
    const id = JSON.stringify([feed, column, kind])
    drift.set(id, { feed, column, kind, files: (drift.get(id)?.files ?? 0) + 1 })
  }
  for (const [feed, contract] of contracts) {
    for (const { path, found, before } of await headersOf(warehouse, feed, runId)) {
      for (const name of found) if (!contract.columnOf(name)) count(feed, name, 'unknown')
      // A line of JSON may leave out what it does not know, so only headers can lose a column.
      if (/json/i.test(path)) continue
      const known = new Set(found.map((name) => contract.columnOf(name)))
      for (const name of before) {
        const column = contract.columnOf(name)
        if (column && !known.has(column)) count(feed, column, 'vanished')
      }
    }
  }
  return [...drift.values()]
}

async function headersOf(warehouse: Warehouse, feed: string, runId: string): Promise<Headers[]> {
  return warehouse.rows<Headers>(
    `select path, columns_found as found, coalesce(before, []) as before from (
       select *, lag(columns_found) over (order by file_number) as before
       from ledger.loads where feed = $1 and outcome = 'loaded'
     ) where run_id = $2 order by file_number`,
    [feed, runId],
  )
}
