import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Contract } from './contract.ts'

/** A column that files have and the contract does not, or had until now and do no more. */
export type Drift = {
  readonly feed: string
  readonly column: string
  readonly kind: 'unknown' | 'vanished'
  readonly files: number
}

type Headers = {
  readonly path: string
  readonly found: readonly string[]
  readonly before: readonly string[]
}

/** How the columns of the files that a run loaded differ from the contract and from the file before each. */
export async function findDrift(
  warehouse: Warehouse,
  runId: string,
  contracts: ReadonlyMap<string, Contract>,
): Promise<Drift[]> {
  const drift = new Map<string, Drift>()
  const count = (feed: string, column: string, kind: Drift['kind']) => {
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
