import type { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import type { Contract } from '../contract.ts'
import { layoutOf } from '../inbox.ts'

/** A column that files have and the contract does not, or had until now and do no more. */
export type ColumnDrift = {
  readonly feed: string
  readonly column: string
  readonly kind: 'unknown' | 'vanished'
  /** Of the run's files those that show it. */
  readonly files: number
}

/** After so many files without it an unknown column is told again. */
const recentFiles = 28
/** So many files in a row must have had a column that is missed. */
const steadyFiles = 3

/**
 * The columns that begin to be unknown or to be missed with the files that a run loaded, each told once for as
 * long as it goes on.
 */
export async function headerDrift(
  warehouse: Warehouse,
  runId: string,
  contracts: ReadonlyMap<string, Contract>,
): Promise<ColumnDrift[]> {
  const drift: ColumnDrift[] = []
  for (const [feed, contract] of contracts) {
    const files = await filesOf(warehouse, feed, runId)
    for (const [column, count] of begunUnknown(files, contract))
      drift.push({ feed, column, kind: 'unknown', files: count })
    // A line of JSON may leave out what it does not know, so only headers can lose a column.
    const withHeaders = files.filter(({ path }) => !isJson(path))
    for (const [column, count] of begunVanished(withHeaders, contract))
      drift.push({ feed, column, kind: 'vanished', files: count })
  }
  return drift
}

const isJson = (path: string): boolean => ['json', 'ndjson'].includes(layoutOf(path)?.format ?? '')

type LoadedFile = { readonly path: string; readonly names: readonly string[]; readonly isNew: boolean }

/** The files that the run loaded, and those shortly before them, in the order in which they were loaded. */
async function filesOf(warehouse: Warehouse, feed: string, runId: string): Promise<LoadedFile[]> {
  const rows = await warehouse.rows<{ path: string; columns_found: string[]; is_new: boolean }>(
    `with loaded as (
       select *, row_number() over (order by file_number) as nth
       from ledger.loads where feed = $1 and outcome = 'loaded'
     )
     select path, columns_found, run_id = $2 as is_new from loaded
     where nth >= (select min(nth) from loaded where run_id = $2) - ${recentFiles} order by nth`,
    [feed, runId],
  )
  return rows.map(({ path, columns_found: names, is_new: isNew }) => ({ path, names, isNew }))
}

/** For each unknown column that the files before the run did not have: how many of the run's files have it. */
function begunUnknown(files: readonly LoadedFile[], contract: Contract): Map<string, number> {
  const before = new Set(files.filter(({ isNew }) => !isNew).flatMap(({ names }) => names))
  const begun = new Map<string, number>()
  for (const { names, isNew } of files) {
    if (!isNew) continue
    for (const name of names)
      if (!before.has(name) && !contract.columnOf(name)) begun.set(name, (begun.get(name) ?? 0) + 1)
  }
  return begun
}

/** For each column that the run's files begin to lack: how many of them do. */
function begunVanished(files: readonly LoadedFile[], contract: Contract): Map<string, number> {
  const begun = new Map<string, number>()
  const missed = new Set<string>()
  const held = files.map(({ names }) => new Set(names.map((name) => contract.columnOf(name))))
  for (const [place, { isNew }] of files.entries()) {
    const here = held[place]
    const before = held.slice(Math.max(0, place - steadyFiles), place)
    for (const column of contract.sentColumns) {
      if (here?.has(column)) missed.delete(column)
      else if (isNew && before.length > 0 && before.every((columns) => columns.has(column)))
        missed.add(column)
      if (isNew && missed.has(column)) begun.set(column, (begun.get(column) ?? 0) + 1)
    }
  }
  return begun
}
