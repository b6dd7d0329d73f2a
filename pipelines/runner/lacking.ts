import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Table } from '../../warehouse/tables.ts'
import { Problem } from './problems.ts'

/** Where the tables should be, and what brings them there. */
export type Place = { readonly where: string; readonly next: string }

/** Throws where a declared table or column is not there: an earlier version knew nothing of it, or it was never made. */
export async function demandDeclared(
  warehouse: Warehouse,
  declared: readonly Table[],
  place: Place,
  cause?: unknown,
): Promise<void> {
  const missing = await lacking(warehouse, declared)
  if (missing.length === 0) return
  // What the engine stumbled over comes first.
  const told = cause instanceof Error ? cause.message : ''
  const isTold = (name: string) => Number(told.includes(`${name.split('.').at(-1)}`))
  const [first, second, ...others] = missing.sort((a, b) => isTold(b) - isTold(a))
  const named = [first, ...(second ? [second] : [])].join(', ')
  const problem = new Problem(
    `Written by an earlier version, or not built yet: it lacks ${named}${others.length > 0 ? ` and ${others.length} more tables or columns` : ''}.`,
    place,
  )
  problem.cause = cause
  throw problem
}

/** Whether the engine says that a table or a column is not there. */
export const saysLacking = (fault: unknown): boolean =>
  fault instanceof Error && /^(Catalog|Binder) Error/.test(fault.message)

/** Declared tables, and columns as `table.column`, that are not there. */
async function lacking(warehouse: Warehouse, declared: readonly Table[]): Promise<string[]> {
  const rows = await warehouse.rows<{ name: string; columns: string[] }>(
    `select schema_name || '.' || table_name as name, list(column_name) as columns from duckdb_columns()
     where database_name = current_database() and not internal group by all`,
  )
  const found = new Map(rows.map(({ name, columns }) => [name, new Set(columns)]))
  return declared.flatMap(({ name, columns }) => {
    const there = found.get(name)
    if (there === undefined) return [name]
    return Object.keys(columns).flatMap((column) => (there.has(column) ? [] : [`${name}.${column}`]))
  })
}
