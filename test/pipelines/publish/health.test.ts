import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { retry } from '../../../pipelines/quarantine.ts'
import { atDesk } from '../../../pipelines/runner/desk.ts'
import type { Places } from '../../../pipelines/runner/places.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import { runAll, shopFolder } from '../../laws/shop.ts'
import { csv } from '../load/made_inbox.ts'

const put = ({ inbox }: Places, path: string, content: string) => {
  mkdirSync(dirname(join(inbox, path)), { recursive: true })
  writeFileSync(join(inbox, path), content)
}

const order = {
  order_id: 'o0',
  customer_id: 'c1',
  ordered_at: '2026-01-02T10:00:00Z',
  channel: 'web',
  currency: 'USD',
  items_amount: '10',
  total_amount: '12',
  email: '',
}
const good = (from: string, rows: number) =>
  Array.from({ length: rows }, (_, n) => ({ ...order, order_id: `${from}${n}` }))

/** The rows of a published table. */
async function published(places: Places, table: string): Promise<Record<string, unknown>[]> {
  const snapshot = await Warehouse.open(places.snapshot, { readOnly: true })
  try {
    return await snapshot.rows(`from health.${table}`)
  } finally {
    snapshot.close()
  }
}

test('the snapshot tells what is held, fails, was retried, drifts and waits, and nothing that a record says', async () => {
  const places = shopFolder()
  const [planted, slipped] = ['wilhelmina@example.com', 'Wilhelmina Quarrelsome']
  put(
    places,
    'orders/1.csv',
    csv([...good('a', 30), { ...order, order_id: 'k', channel: slipped, email: planted }]),
  )
  put(
    places,
    'orders/2.csv',
    csv([...good('b', 30), { ...order, order_id: 'l', channel: slipped, total_amount: '-1' }]),
  )
  put(places, 'orders/3.csv', 'nothing known\n')
  const products = (without: number) =>
    Array.from({ length: 50 }, (_, n) => ({
      sku: `s${n}`,
      title: 'Cup',
      category: 'cups',
      unit_cost: n < without ? '' : '1',
    }))
  for (let file = 10; file < 22; file++)
    put(
      places,
      `products/${file}.csv`,
      csv(products(file < 20 ? 2 : 40).map((row) => ({ ...row, title: `Cup ${file}` }))),
    )
  await runAll(places)

  const [orders] = (await published(places, 'feeds')).filter(({ feed }) => feed === 'orders')
  expect(orders).toMatchObject({
    files: '2',
    files_failing: '1',
    rows_read: '62',
    rows_accepted: '60',
    rows_quarantined: '2',
    rows_held: '2',
    oldest_held_at: expect.stringMatching(/^\d{4}-/),
  })
  expect(await published(places, 'quarantine')).toMatchObject([
    { feed: 'orders', column_name: 'channel', rows: '2', files: '2' },
    { feed: 'orders', column_name: 'total_amount', rule: 'total_amount is below 0', rows: '1', files: '1' },
  ])
  expect(await published(places, 'failing_files')).toMatchObject([
    { feed: 'orders', path: 'orders/3.csv', sentence: expect.stringContaining('names no known column') },
  ])
  expect(await published(places, 'drift')).toMatchObject([
    {
      feed: 'products',
      kind: 'nulls',
      column_name: 'unit_cost',
      found: 0.8,
      usual: 0.04,
      path: 'products/21.csv',
    },
  ])
  expect(await published(places, 'waiting')).toEqual([
    { feed: 'orders', column_name: 'customer_id', refers_to: 'customers.customer_id', rows: '60' },
  ])
  expect(await published(places, 'retries')).toEqual([])
  for (const value of [planted, slipped, 'Wilhelmina'])
    expect(readFileSync(places.snapshot).includes(value)).toBe(false)

  // The held rows are sent again, mended, under another name; what stays bad is replaced.
  put(places, 'orders/4.csv', csv(['k', 'l'].map((order_id) => ({ ...order, order_id }))))
  put(places, 'orders/3.csv', csv(good('c', 1)))
  await runAll(places)
  const { inbox } = places
  await atDesk(places, 'quarantine retry', ({ warehouse, catalog, settings, runId }) =>
    retry(warehouse, { ...catalog, inbox, settings, runId, selection: {} }),
  )
  await runAll(places)
  const [mended] = (await published(places, 'feeds')).filter(({ feed }) => feed === 'orders')
  // What was quarantined then was never accepted: the sum of every file still adds up.
  expect(mended).toMatchObject({
    files_failing: '0',
    rows_held: '0',
    rows_quarantined: '2',
    oldest_held_at: null,
  })
  expect(await published(places, 'quarantine')).toEqual([])
  expect(await published(places, 'failing_files')).toEqual([])
  expect(await published(places, 'retries')).toMatchObject([
    { retry_number: '1', feed: 'orders', rows_accepted: '0', rows_repeated: '0', rows_replaced: '2' },
  ])
})
