import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { Problem } from './problems.ts'

/**
 * The layout of the ledger and the raw tables. Tables and columns that are only added need no new one: they are made
 * where they are missing, and an earlier version leaves alone what it does not know. Whatever an earlier version would
 * misread does.
 */
export const layoutVersion = 2

/** What brings a warehouse of the layout before to each one. Models are built anew where their definition changed. */
const changes: Readonly<Record<number, readonly string[]>> = {
  // The first layout held no number.
  2: ['create table ledger.layout (version bigint not null)', 'insert into ledger.layout values (1)'],
}

/** The layout that the warehouse has; none where it is empty. */
async function layoutOf(warehouse: Warehouse): Promise<number | null> {
  const tables = await warehouse.rows<{ table_name: string }>(
    `select table_name from duckdb_tables() where schema_name = 'ledger' and database_name = current_database()`,
  )
  if (tables.some(({ table_name }) => table_name === 'layout'))
    return warehouse.count('select version from ledger.layout')
  return tables.length > 0 ? 1 : null
}

/** Throws where a newer version of this program wrote the warehouse: this one would misread it. */
export async function demandKnownLayout(warehouse: Warehouse, where: string): Promise<number | null> {
  const found = await layoutOf(warehouse)
  if (found === null || found <= layoutVersion) return found
  throw new Problem(
    `The warehouse was written by a newer version of Recoup: its layout is ${found}, and this version knows those up to ${layoutVersion}.`,
    { where, next: 'install that version, or put back the copy of the file from before the upgrade.' },
  )
}

/** Brings a warehouse to this version's layout, all of it or nothing. Throws where a newer version wrote it. */
export async function bringLayout(warehouse: Warehouse, where: string): Promise<void> {
  const found = await demandKnownLayout(warehouse, where)
  if (found === layoutVersion) return
  await warehouse.transaction(async () => {
    await warehouse.run('create schema if not exists ledger')
    for (let version = (found ?? 1) + 1; version <= layoutVersion; version += 1)
      for (const change of changes[version] ?? []) await warehouse.run(change)
    await warehouse.run(`update ledger.layout set version = ${layoutVersion}`)
  })
}
