import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Places } from '../../pipelines/runner/places.ts'
import { Problem } from '../../pipelines/runner/problems.ts'
import { recordsOf } from '../../sources/senders/sender.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { catalog, runAll, shopFolder } from '../laws/shop.ts'
import { csv } from './load/made_inbox.ts'

function put(places: Places, feed: string, rows: readonly Record<string, string>[], file = 'first'): void {
  mkdirSync(join(places.inbox, feed), { recursive: true })
  writeFileSync(join(places.inbox, feed, `${file}.csv`), csv(rows))
}

const order = {
  order_id: 'o1',
  customer_id: 'c1',
  ordered_at: '2026-01-01T10:00:00Z',
  channel: 'web',
  currency: 'USD',
  items_amount: '80',
  total_amount: '80',
}

async function reading<T>(path: string, work: (reader: Warehouse) => Promise<T>): Promise<T> {
  const reader = await Warehouse.open(path, { readOnly: true })
  try {
    return await work(reader)
  } finally {
    reader.close()
  }
}

const asOf = async (reader: Warehouse) =>
  (await reader.rows<{ as_of: string }>(`select cast(as_of as varchar) as as_of from health.snapshot`))[0]
    ?.as_of

test('the snapshot is replaced in one move: who reads the old one goes on reading it', async () => {
  const places = shopFolder()
  put(places, 'orders', [order])
  await runAll(places)

  await reading(places.snapshot, async (old) => {
    expect(await asOf(old)).toBe('2026-01-01 10:00:00')

    put(places, 'orders', [{ ...order, order_id: 'o2', ordered_at: '2026-02-01T10:00:00Z' }], 'second')
    await runAll(places)

    expect(await asOf(old)).toBe('2026-01-01 10:00:00')
    expect(await reading(places.snapshot, asOf)).toBe('2026-02-01 10:00:00')
  })
  expect(readdirSync(places.published)).toEqual(['recoup.duckdb'])
})

test('every table is told of in the snapshot, with what it is made from', async () => {
  const places = shopFolder()
  put(places, 'orders', [order])
  await runAll(places)

  await reading(places.snapshot, async (reader) => {
    const tables = await reader.rows<{ table_name: string; is_published: boolean; rows: string | null }>(
      'select table_name, is_published, rows from health.tables',
    )
    expect(new Set(tables.map(({ table_name }) => table_name))).toEqual(
      new Set([
        ...[...catalog.feeds, ...catalog.logged].map(({ raw }) => raw.name),
        ...recordsOf(catalog.senders).map(({ raw }) => raw.name),
        ...catalog.models.map(({ model }) => model.name),
      ]),
    )
    expect(tables.find(({ table_name }) => table_name === 'staging.orders')).toMatchObject({
      is_published: false,
      rows: '1',
    })
    expect(
      await reader.rows(`select made_from from health.lineage where table_name = 'staging.orders'`),
    ).toEqual([{ made_from: 'raw.orders' }])
  })
})

test('a check that stops publishes nothing: the last snapshot stays as it was, until the fault is mended', async () => {
  const places = shopFolder()
  put(places, 'orders', [order])
  await runAll(places)
  const before = readFileSync(places.snapshot)

  put(
    places,
    'orders',
    [{ ...order, order_id: 'o2', currency: 'EUR', ordered_at: '2026-02-01T10:00:00Z' }],
    'euro',
  )
  const fault = await runAll(places).catch((thrown: unknown) => thrown)
  expect(fault).toBeInstanceOf(Problem)
  expect((fault as Problem).message).toContain('marts.exchange_rates')
  expect((fault as Problem).message).toContain('EUR on 2026-02-01')
  expect(readFileSync(places.snapshot).equals(before)).toBe(true)
  expect(readdirSync(places.published)).toEqual(['recoup.duckdb'])
  const outcomes = await reading(places.warehouse, (warehouse) =>
    warehouse.rows('select outcome from ledger.runs order by started_at'),
  )
  expect(outcomes).toEqual([{ outcome: 'succeeded' }, { outcome: 'failed' }])

  put(places, 'fx_rates', [{ day: '2026-02-01', currency: 'EUR', rate: '1.1' }])
  await runAll(places)
  expect(await reading(places.snapshot, asOf)).toBe('2026-02-01 10:00:00')
})

test('no published column is declared personal', () => {
  const published = catalog.models.filter(({ model }) => model.published)
  const personal = published.flatMap(({ model }) =>
    Object.entries(model.columns)
      .filter(([, { facts }]) => facts.personal)
      .map(([column]) => `${model.name}.${column}`),
  )
  expect(published.length).toBeGreaterThan(5)
  expect(personal).toEqual([])
})

/** Every text in every cell of every table of a file. */
const textsOf = (path: string) =>
  reading(path, async (reader) => {
    const tables = await reader.rows<{ name: string }>(
      `select schema_name || '.' || table_name as name from duckdb_tables() where not internal`,
    )
    const texts: string[] = []
    for (const { name } of tables) {
      const rows = await reader.rows<Record<string, unknown>>(`select * from ${quoted(name)}`)
      texts.push(...rows.map((row) => JSON.stringify(Object.values(row))))
    }
    return texts.join('\n')
  })

test('nothing personal of the raw records is anywhere in the snapshot, nor is a pseudonym', async () => {
  const planted = {
    email: 'quillfeather@example.com',
    phone: '+1 (512) 555-0142',
    name: 'Wilhelmina Quarrelsome',
    line1: '4711 Umbrella Crescent',
    line2: 'Backhouse Pavilion',
    card: 'fingerprint-zyx-987',
    device: 'tablet-qrs-654',
    ip: '203.0.113.77',
    words: 'Nobody rang at my umber door',
  }
  const places = shopFolder()
  const { email, phone, name, card, device, ip, line1, line2, words } = planted
  put(places, 'customers', [{ customer_id: 'c1', created_at: '2025-01-01T00:00:00Z', email, phone, name }])
  put(places, 'products', [{ sku: 'sku1', title: 'A shirt', category: 'shirts' }])
  const personal = {
    email,
    phone,
    ship_name: name,
    ship_line1: line1,
    ship_line2: line2,
    payment_fingerprint: card,
    device_id: device,
    ip_address: ip,
  }
  put(places, 'orders', [
    { ...order, ...personal },
    // Without its moment it waits in quarantine, with all that it says; one row in ten may.
    { ...order, ...personal, order_id: 'o2', ordered_at: `late, says ${name}` },
    ...[3, 4, 5, 6, 7, 8, 9, 10].map((number) => ({ ...order, order_id: `o${number}` })),
  ])
  put(places, 'order_lines', [
    { order_id: 'o1', line_number: '1', sku: 'sku1', quantity: '1', unit_price_amount: '80' },
  ])
  put(places, 'shipments', [
    {
      shipment_id: 's1',
      order_id: 'o1',
      carrier: 'ups',
      tracking_number: 't1',
      currency: 'USD',
      shipped_at: '2026-01-02T10:00:00Z',
    },
  ])
  put(places, 'tracking_events', [
    {
      carrier: 'ups',
      tracking_number: 't1',
      occurred_at: '2026-01-03T12:00:00Z',
      status: 'delivered',
      signed_by: name,
    },
  ])
  put(places, 'claims', [
    {
      claim_id: 'k1',
      order_id: 'o1',
      claimed_at: '2026-01-12T09:00:00Z',
      type: 'not_received',
      amount: '80',
      currency: 'USD',
      message: words,
    },
  ])
  put(places, 'payouts', [
    {
      payout_id: 'p1',
      order_id: 'o1',
      paid_at: '2026-01-05T09:00:00Z',
      kind: 'refund',
      amount: '80',
      currency: 'USD',
    },
  ])
  await runAll(places)

  // The search finds them where they were loaded.
  const loaded = await textsOf(places.warehouse)
  for (const value of Object.values(planted)) expect(loaded.includes(value), value).toBe(true)
  const pseudonym = /\b[0-9a-f]{64}\b/
  expect(pseudonym.test(loaded)).toBe(true)

  const published = await textsOf(places.snapshot)
  const bytes = readFileSync(places.snapshot)
  expect(published).toContain('k1')
  expect(published).toContain('scanned as delivered')
  const digits = phone.replace(/\D/g, '')
  for (const value of [
    ...Object.values(planted),
    digits,
    digits.slice(1),
    'quillfeather',
    'Quarrelsome',
    'Umbrella',
  ]) {
    expect(published.toLowerCase()).not.toContain(value.toLowerCase())
    expect(bytes.includes(value)).toBe(false)
    expect(bytes.includes(value.toLowerCase())).toBe(false)
  }
  expect(published).not.toMatch(pseudonym)
})
