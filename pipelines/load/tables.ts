import type { Feed } from '../../sources/feed.ts'
import type { Sender } from '../../sources/senders/sender.ts'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'

const ledgerTables = [
  `create table if not exists ledger.loads (
    file_number bigint not null, run_id text not null, feed text not null, path text not null,
    bytes bigint not null, content_hash text not null, loaded_at timestamp not null, outcome text not null,
    sentence text, rows_read bigint not null, rows_accepted bigint not null,
    rows_quarantined bigint not null, rows_repeated bigint not null, newest_event_at timestamp,
    columns_found text[] not null
  )`,
  `create table if not exists ledger.quarantine (
    file_number bigint not null, feed text not null, row_number bigint not null, column_names text[] not null,
    faults text[] not null, record json not null, run_id text not null
  )`,
  // What was in each file of the inbox when it was last read; forgetting it costs time and nothing else.
  `create table if not exists ledger.files_seen (
    feed text not null, path text not null, stamp text not null, content_hash text not null
  )`,
  // One row for each feed that a retry settled held rows of, or brought rows to (those it landed).
  `create table if not exists ledger.retries (
    retry_number bigint not null, run_id text not null, retried_at timestamp not null, feed text not null,
    rows_tried bigint not null, rows_accepted bigint not null, rows_repeated bigint not null,
    rows_replaced bigint not null, rows_landed bigint not null
  )`,
]

/** Columns that came later; they are added to the tables of earlier versions too. */
const laterColumns = [
  // Of a file that states its types: the engine's type of each column found.
  'ledger.loads add column if not exists column_types text[]',
  // The value that the loader gave to the column it numbers, where the feed has one.
  'ledger.quarantine add column if not exists numbered bigint',
  // Null while the row is held; then 'accepted', 'repeated' or 'replaced', when, and by which run.
  'ledger.quarantine add column if not exists settled_as text',
  'ledger.quarantine add column if not exists settled_at timestamp',
  'ledger.quarantine add column if not exists settled_by text',
]

/** Makes the raw tables and the ledger's, where they are missing, and brings those of earlier versions along. */
export async function prepareLoadTables(
  warehouse: Warehouse,
  feeds: readonly Feed[],
  senders: readonly Sender[],
): Promise<void> {
  await warehouse.run('create schema if not exists raw')
  await warehouse.run('create schema if not exists ledger')
  for (const table of ledgerTables) await warehouse.run(table)
  for (const column of laterColumns) await warehouse.run(`alter table ${column}`)
  const existing = await existingColumns(warehouse)
  for (const { raw } of [...feeds, ...senders.map((sender) => sender.lines.record)]) {
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
