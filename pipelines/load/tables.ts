import type { Feed } from '../../sources/feed.ts'
import { recordsOf, type Sender } from '../../sources/senders/sender.ts'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { prepareLedgerTables } from './ledger_tables.ts'

/** Makes the raw tables and the ledger's, where they are missing, and brings those of earlier versions along. */
export async function prepareLoadTables(
  warehouse: Warehouse,
  feeds: readonly Feed[],
  senders: readonly Sender[],
): Promise<void> {
  await prepareLedgerTables(warehouse)
  await warehouse.run('create schema if not exists raw')
  const existing = await existingColumns(warehouse)
  for (const { raw } of [...feeds, ...recordsOf(senders)]) {
    const held = existing.get(raw.name)
    for (const statement of held ? changesTo(raw, held) : [creationOf(raw)]) await warehouse.run(statement)
  }
}

type RawTable = Feed['raw']

const typeOf = (column: string, { columns }: RawTable): string =>
  `${quoted(column)} ${duckDb.typeOf[columns[column]?.facts.kind ?? 'text']}`

function creationOf(raw: RawTable): string {
  const columns = Object.entries(raw.columns).map(
    ([name, { facts }]) => `${typeOf(name, raw)}${facts.required ? ' not null' : ''}`,
  )
  return `create table ${quoted(raw.name)} (${columns.join(', ')})`
}

/** For each raw table its columns, and whether each may be missing. */
async function existingColumns(warehouse: Warehouse): Promise<Map<string, Map<string, boolean>>> {
  const rows = await warehouse.rows<{ table_name: string; column_name: string; is_nullable: boolean }>(
    `select table_name, column_name, is_nullable from duckdb_columns()
     where schema_name = 'raw' and database_name = current_database()`,
  )
  const tables = new Map<string, Map<string, boolean>>()
  for (const { table_name, column_name, is_nullable } of rows) {
    const name = `raw.${table_name}`
    tables.set(name, (tables.get(name) ?? new Map()).set(column_name, is_nullable))
  }
  return tables
}

/** What a contract that changed asks of the table: the columns that are new, and those that may now be missing. */
function changesTo(raw: RawTable, held: ReadonlyMap<string, boolean>): string[] {
  return Object.entries(raw.columns).flatMap(([name, { facts }]) => {
    const mayBeMissing = held.get(name)
    if (mayBeMissing === undefined) return [`alter table ${quoted(raw.name)} add column ${typeOf(name, raw)}`]
    if (mayBeMissing || facts.required) return []
    return [`alter table ${quoted(raw.name)} alter column ${quoted(name)} drop not null`]
  })
}
