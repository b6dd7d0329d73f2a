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
]

/** Makes the raw tables and the ledger's, where they are missing. */
export async function prepareLoadTables(
  warehouse: Warehouse,
  feeds: readonly Feed[],
  senders: readonly Sender[],
): Promise<void> {
  await warehouse.run('create schema if not exists raw')
  await warehouse.run('create schema if not exists ledger')
  for (const table of ledgerTables) await warehouse.run(table)
  for (const { raw } of [...feeds, ...senders.map((sender) => sender.lines.record)]) {
    const columns = Object.entries(raw.columns).map(
      ([name, { facts }]) =>
        `${quoted(name)} ${duckDb.typeOf[facts.kind]}${facts.required ? ' not null' : ''}`,
    )
    await warehouse.run(`create table if not exists ${quoted(raw.name)} (${columns.join(', ')})`)
  }
}
