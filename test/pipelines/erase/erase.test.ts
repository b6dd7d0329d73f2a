import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Receipt } from '../../../pipelines/erase/receipt.ts'
import { erase, planErasure } from '../../../pipelines/erase.ts'
import { exportTable } from '../../../pipelines/export.ts'
import { loadStage } from '../../../pipelines/run.ts'
import { atDesk } from '../../../pipelines/runner/desk.ts'
import type { Places } from '../../../pipelines/runner/places.ts'
import { silent } from '../../../pipelines/runner/progress.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../../warehouse/engine.ts'
import { catalog, runAll } from '../../laws/shop.ts'
import type { DeskShop } from '../desk_shop.ts'
import { findBytes } from './bytes.ts'
import { anna, bert, plantedShop, street, valuesOf } from './planted.ts'

let shop: DeskShop
let places: Places
let before: Record<string, string>
let receipt: Receipt

/** The inbox belongs to the senders. */
const ownFiles = (values: readonly string[]) => findBytes(shop.at('.'), values, ['inbox'])
const valuesFound = (values: readonly string[]) =>
  new Set(ownFiles(values).map((found) => found.slice(found.indexOf(': ') + 2)))

async function asked<Result>(ask: (warehouse: Warehouse) => Promise<Result>): Promise<Result> {
  const warehouse = await Warehouse.open(places.warehouse, { readOnly: true })
  try {
    return await ask(warehouse)
  } finally {
    warehouse.close()
  }
}

/** Rows and sums of amounts of every table of marts and metrics. */
const totals = () =>
  asked(async (warehouse) => {
    const found: Record<string, string> = {}
    for (const { model } of catalog.models.filter(({ model }) => /^(marts|metrics)\./.test(model.name))) {
      const sums = Object.entries(model.columns)
        .filter(([, { facts }]) => facts.kind === 'money')
        .map(([column]) => `sum(${quoted(column)}) as ${quoted(column)}`)
      const [row] = await warehouse.rows(
        `select ${['count(*) as rows', ...sums].join(', ')} from ${quoted(model.name)}`,
      )
      found[model.name] = JSON.stringify(row)
    }
    return found
  })

beforeAll(async () => {
  const planted = await plantedShop()
  shop = planted.shop
  places = planted.places
  mkdirSync(shop.at('exports'))
  for (const format of ['csv', 'parquet'] as const)
    await exportTable(places, { table: 'staging.orders', format, out: shop.at(`exports/orders.${format}`) })
  mkdirSync(shop.at('fetched/crm'), { recursive: true })
  writeFileSync(shop.at('fetched/crm/failed.csv'), `email,name\n${anna.email},${anna.name}\n`)
  writeFileSync(shop.at('exports/letter.bin'), Buffer.concat([Buffer.alloc(9), Buffer.from(anna.email)]))
  before = await totals()
}, 240_000)
afterAll(() => shop.remove())

test('what is planted is found before', () => {
  for (const one of [anna, bert]) expect([...valuesFound(valuesOf(one))].sort()).toEqual(valuesOf(one).sort())
})

test('what is published and handed out tells personal data of nobody', async () => {
  const personal = [anna, bert].flatMap(({ customer: _, ...one }) => Object.values(one))
  for (const folder of ['published', 'outbox'])
    expect(findBytes(shop.at(folder), [...personal, street])).toEqual([])
  const snapshot = await Warehouse.open(places.snapshot, { readOnly: true })
  try {
    const tables = await snapshot.rows<{ name: string }>(
      `select schema_name || '.' || table_name as name from duckdb_tables()`,
    )
    expect(tables.length).toBeGreaterThan(50)
    for (const { name } of tables) {
      const told = JSON.stringify(await snapshot.rows(`from ${quoted(name)}`))
      expect(personal.filter((value) => told.includes(value)).map((value) => `${name}: ${value}`)).toEqual([])
    }
  } finally {
    snapshot.close()
  }
})

test('the plan tells what would go, and nothing goes', async () => {
  const plan = await planErasure(places, anna.customer)
  expect(plan).toMatchObject({ is: 'to be erased', orders: 5, cases: 2 })
  expect(valuesFound(valuesOf(anna)).size).toBe(valuesOf(anna).length)
})

test('an unknown customer is told kindly, and without the id', async () => {
  await expect(planErasure(places, 'nobody-9')).rejects.toThrow(/^Nobody here has this customer id/)
})

test('nothing of an erased customer is in any byte, and everything of the other still is', async () => {
  const told = await erase(places, anna.customer, silent)
  receipt = told.receipt
  expect(ownFiles(valuesOf(anna))).toEqual([])
  expect([...valuesFound([...valuesOf(bert), street])].sort()).toEqual([...valuesOf(bert), street].sort())
  expect(JSON.parse(readFileSync(told.path, 'utf8'))).toEqual(receipt)
})

test('the receipt counts what went', () => {
  expect(receipt.rows).toMatchInlineSnapshot(`
    {
      "ledger.files_seen": 1,
      "ledger.loads": 1,
      "ledger.quarantine": 3,
      "raw.claims": 1,
      "raw.contacts": 1,
      "raw.customers": 1,
      "raw.decisions": 2,
      "raw.orders": 3,
      "raw.return_lines": 1,
      "raw.suppressions": 2,
      "raw.tracking_events": 4,
    }
  `)
  expect(receipt.log_lines).toMatchInlineSnapshot(`
    {
      "decisions": 3,
      "suppressions": 2,
    }
  `)
  const files = receipt.files.map(({ path, became }) => `${became}: ${path.replace(receipt.stands_in, 'X')}`)
  expect(files.sort()).toMatchInlineSnapshot(`
    [
      "removed: exports/letter.bin",
      "removed: exports/orders.parquet",
      "removed: logs/X.log",
      "rewritten: exports/orders.csv",
      "rewritten: fetched/crm/failed.csv",
      "rewritten: logs/site.log",
    ]
  `)
  expect(receipt.inbox_files.map(({ path, lines }) => `${path}: ${lines}`)).toMatchInlineSnapshot(`
    [
      "claims/1.ndjson: 1",
      "contacts/1.ndjson: 1",
      "customers/1.ndjson: 1",
      "orders/1.ndjson: 2",
      "orders/[erased].csv: 4",
      "return_lines/1.ndjson: 1",
      "tracking_events/1.ndjson: 2",
    ]
  `)
})

test('all totals stay to the cent', async () => {
  expect(await totals()).toEqual(before)
})

test('the records hang together under one name', async () => {
  const accounts = await asked((warehouse) =>
    warehouse.rows(
      `select customer_id, count(*) as orders, count(email) as emails from staging.orders
       where customer_id like 'erased-%' group by 1`,
    ),
  )
  expect(accounts).toEqual([{ customer_id: receipt.stands_in, orders: '3', emails: '0' }])
})

test('erasing again finds nothing to do', async () => {
  expect(await planErasure(places, anna.customer)).toMatchObject({
    is: 'erased already',
    receipt: { erasure_id: receipt.erasure_id },
  })
})

test('no run brings anything back, nor does a file that is sent again', async () => {
  shop.send({
    orders: [
      {
        order_id: 'O-771',
        customer_id: anna.customer,
        email: anna.email,
        ship_name: anna.name,
        total_amount: 7,
      },
      { order_id: 'O-773', customer_id: anna.customer, email: anna.email, phone: anna.phone },
      { order_id: 'O-991', customer_id: 'new', ship_line1: street },
    ],
    claims: [{ claim_id: 'O-771-K', order_id: 'O-771', message: `${anna.message}!` }],
    tracking_events: [{ tracking_number: 'O-772', status: 'delivered', signed_by: anna.signature }],
  })
  shop.send({
    shipments: [{ shipment_id: 'O-773', order_id: 'O-773', tracking_number: 'O-773' }],
    tracking_events: [{ tracking_number: 'O-773', status: 'delivered', signed_by: anna.signature }],
  })
  renameSync(
    shop.at('inbox/orders/ännegret_quistorp.csv'),
    shop.at('inbox/orders/Ännegret Quistorp again.csv'),
  )
  await runAll(places)
  expect(ownFiles(valuesOf(anna))).toEqual([])
  expect(valuesFound([street]).size).toBe(1)
})

test('what came before the order by which it is theirs goes with it', async () => {
  shop.send({ claims: [{ claim_id: 'K-775', order_id: 'O-775', message: anna.comment }] })
  await atDesk(places, 'load', (desk) => loadStage(desk, silent))
  expect(ownFiles([anna.comment])).not.toEqual([])
  shop.send({ orders: [{ order_id: 'O-775', customer_id: anna.customer }] })
  await runAll(places)
  expect(ownFiles(valuesOf(anna))).toEqual([])
})

test('a warehouse made anew from the inbox knows nothing of them', async () => {
  rmSync(places.warehouse)
  await runAll(places)
  expect(ownFiles(valuesOf(anna))).toEqual([])
  expect(valuesFound(valuesOf(bert)).size).toBe(valuesOf(bert).length)
})
