import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'

/** The tables in the ledger of the loader, and of whatever takes out of raw tables again what it loaded. */
const tables: Readonly<Record<string, string>> = {
  loads: `file_number bigint not null, run_id text not null, feed text not null, path text not null,
    bytes bigint not null, content_hash text not null, loaded_at timestamp not null, outcome text not null,
    sentence text, rows_read bigint not null, rows_accepted bigint not null,
    rows_quarantined bigint not null, rows_repeated bigint not null, newest_event_at timestamp,
    columns_found text[] not null`,
  quarantine: `file_number bigint not null, feed text not null, row_number bigint not null,
    column_names text[] not null, faults text[] not null, record json not null, run_id text not null`,
  // What was in each file of the inbox when it was last read; forgetting it costs time and nothing else.
  files_seen: 'feed text not null, path text not null, stamp text not null, content_hash text not null',
  // Of each loaded file its good rows, and by column how many of them lack a value.
  fills: 'file_number bigint not null, feed text not null, rows bigint not null, missing map(text, bigint)',
  // Files that are far from the habits of their feed. Of nulls, shares; of volume, rows.
  drift: `file_number bigint not null, feed text not null, kind text not null, column_name text,
    found double not null, usual double not null, files_before bigint not null, is_new boolean not null,
    run_id text not null`,
  // One row for each feed that a retry settled held rows of, or brought rows to (those it landed).
  retries: `retry_number bigint not null, run_id text not null, retried_at timestamp not null,
    feed text not null, rows_tried bigint not null, rows_accepted bigint not null,
    rows_repeated bigint not null, rows_replaced bigint not null, rows_landed bigint not null`,
  // For each reference how many rows wait, and the state of the raw tables in which they were counted.
  waiting: `feed text not null, column_name text not null, refers_to text not null, rows bigint not null,
    counted_in text not null`,
  // Each time values were taken out of rows that stood: whether all tables are to be made anew that were built up to
  // then, and whether the file was swept since, so that the bytes are gone too.
  removals: `removed_at timestamp not null, after_build bigint not null, why text not null,
    makes_anew boolean not null, is_swept boolean not null`,
  // By a digest, which keys pseudonyms were made with, and from when on.
  pseudonym_keys: 'keys_digest text not null, used_from timestamp not null',
  // What the newest clearing by age looked at: rows changed before the month, of files up to the number.
  clearings: 'before timestamp not null, up_to_file bigint not null',
  // What each erasure found; it ended once its receipt is written.
  erasures: 'erasure_id text not null, customer_digest text not null, found json not null',
}

/** Columns that came later: they are added to the tables of earlier versions too. */
const laterColumns: readonly { table: string; column: string; type: string }[] = [
  // Of a file that states its types: the engine's type of each column found.
  { table: 'loads', column: 'column_types', type: 'text[]' },
  // The value that the loader gave to the column it numbers, where the feed has one.
  { table: 'quarantine', column: 'numbered', type: 'bigint' },
  // Null while the row is held; then 'accepted', 'repeated' or 'replaced', when, and by which run.
  { table: 'quarantine', column: 'settled_as', type: 'text' },
  { table: 'quarantine', column: 'settled_at', type: 'timestamp' },
  { table: 'quarantine', column: 'settled_by', type: 'text' },
  // The file with the first row that waits; files before it have none.
  { table: 'waiting', column: 'first_file', type: 'bigint' },
]

/** Makes the tables where they are missing, and brings those of earlier versions along. */
export async function prepareLedgerTables(warehouse: Warehouse): Promise<void> {
  await warehouse.run('create schema if not exists ledger')
  for (const [table, columns] of Object.entries(tables))
    await warehouse.run(`create table if not exists ledger.${table} (${columns})`)
  for (const { table, column, type } of laterColumns)
    await warehouse.run(`alter table ledger.${table} add column if not exists ${column} ${type}`)
}

/** Whether the ledger is as this version knows it; else the next command that writes brings it along. */
export async function isLedgerCurrent(warehouse: Warehouse): Promise<boolean> {
  const rows = await warehouse.rows<{ table_name: string; columns: string[] }>(
    `select table_name, list(column_name) as columns from duckdb_columns()
     where schema_name = 'ledger' and database_name = current_database() group by table_name`,
  )
  const found = new Map(rows.map(({ table_name, columns }) => [table_name, new Set(columns)]))
  return (
    Object.keys(tables).every((table) => found.has(table)) &&
    laterColumns.every(({ table, column }) => found.get(table)?.has(column))
  )
}
