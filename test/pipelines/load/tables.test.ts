import { expect, test } from 'vitest'
import { isLedgerCurrent, prepareLedgerTables } from '../../../pipelines/load/ledger_tables.ts'
import { prepareLoadTables } from '../../../pipelines/load/tables.ts'
import { feed } from '../../../sources/feed.ts'
import { integer, text } from '../../../warehouse/columns.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'

/** The ledger's tables as the first version made them, with what they held. */
const firstVersion = [
  'create schema ledger',
  `create table ledger.loads (
    file_number bigint not null, run_id text not null, feed text not null, path text not null,
    bytes bigint not null, content_hash text not null, loaded_at timestamp not null, outcome text not null,
    sentence text, rows_read bigint not null, rows_accepted bigint not null,
    rows_quarantined bigint not null, rows_repeated bigint not null, newest_event_at timestamp,
    columns_found text[] not null)`,
  `create table ledger.quarantine (
    file_number bigint not null, feed text not null, row_number bigint not null, column_names text[] not null,
    faults text[] not null, record json not null, run_id text not null)`,
  `insert into ledger.quarantine values (1, 'parts', 2, ['sku'], ['sku is missing'], '{}', 'run')`,
]

test('a ledger of the first version is brought along, with all that it holds', async () => {
  const warehouse = await Warehouse.open(':memory:')
  for (const statement of firstVersion) await warehouse.run(statement)
  expect(await isLedgerCurrent(warehouse)).toBe(false)
  await prepareLedgerTables(warehouse)
  await prepareLedgerTables(warehouse)
  expect(await isLedgerCurrent(warehouse)).toBe(true)
  expect(await warehouse.rows('select row_number, faults, settled_as from ledger.quarantine')).toEqual([
    { row_number: '2', faults: ['sku is missing'], settled_as: null },
  ])
  warehouse.close()
})

test('a raw table follows a contract that grew or was eased', async () => {
  const facts = { name: 'parts', about: 'A part.', key: ['sku'], happenedAt: [] } as const
  const strict = feed({
    ...facts,
    columns: { sku: text('The item.').required(), title: text('Its name.').required() },
  })
  const eased = feed({
    ...facts,
    columns: {
      sku: text('The item.').required(),
      title: text('Its name.'),
      pieces: integer('How many.').required(),
    },
  })
  const warehouse = await Warehouse.open(':memory:')
  const at = `timestamp '2024-01-01' as version_at, 1 as file_number, 1 as row_number`
  await prepareLoadTables(warehouse, [strict], [])
  await warehouse.run(`insert into raw.parts by name select 'a' as sku, 'Lamp' as title, ${at}`)
  await prepareLoadTables(warehouse, [eased], [])
  await warehouse.run(`insert into raw.parts by name select 'b' as sku, 3 as pieces, ${at}`)
  expect(await warehouse.rows('select sku, title, pieces from raw.parts order by sku')).toEqual([
    { sku: 'a', title: 'Lamp', pieces: null },
    { sku: 'b', title: null, pieces: '3' },
  ])
  await expect(
    warehouse.run(`insert into raw.parts by name select null as sku, 3 as pieces, ${at}`),
  ).rejects.toThrow('NOT NULL')
  warehouse.close()
})
