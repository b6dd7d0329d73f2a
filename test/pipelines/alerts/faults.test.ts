import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultSettings } from '../../../models/settings.ts'
import {
  type Fault,
  faultsOfFiles,
  faultsOfFreshness,
  faultsOfRuns,
  readFaults,
} from '../../../pipelines/alerts/faults.ts'
import { placesOf } from '../../../pipelines/runner/places.ts'
import { reading } from '../../../pipelines/runner/reading.ts'
import { readStatus } from '../../../pipelines/status.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import { recoupHere } from '../command.ts'
import { DeskShop } from '../desk_shop.ts'

const shop = new DeskShop()
afterAll(() => shop.remove())

/** Of sixty orders three are bad and hold what nobody may read elsewhere; a file of claims is none. */
beforeAll(async () => {
  const orders = Array.from({ length: 60 }, (_, nth) => ({ order_id: `o${nth}`, customer_id: 'Rosa Secret' }))
  shop.send({
    orders: orders.map((order, nth) => (nth < 3 ? { ...order, ordered_at: 'Rosa Secret' } : order)),
  })
  shop.put('inbox/claims/of Rosa Secret.csv', 'shape\nround\n')
  await shop.json('load')
})

const places = () => placesOf({ data: shop.at('') }, {})
const today = new Date()
const inDays = (days: number) => new Date(today.getTime() + days * 24 * 3_600_000)
const read = (heldShare: number, now = today): Promise<Fault[]> =>
  reading(places(), (warehouse) => readFaults(warehouse, { ...defaultSettings, alerts: { heldShare } }, now))

test('much in quarantine is a fault for a week', async () => {
  const held = {
    key: 'held/orders',
    what: 'In quarantine: 5.0% of the rows of orders of the last seven days.',
  }
  expect(await read(0.04)).toEqual([held])
  expect(await read(0.06)).toEqual([])
  expect(await read(0.04, inDays(6.9))).toEqual([held])
  expect(await read(0.04, inDays(7.1))).toEqual([])
})

test('a file that fails is a fault of its feed, without its name', async () => {
  expect(await reading(places(), readStatus).then(faultsOfFiles)).toEqual([
    { key: 'files/claims', what: 'Fails: 1 file of claims.' },
  ])
})

test('a check that does not hold, and a figure that left its band for the worse on its newest day', async () => {
  const { code } = await recoupHere(shop.folder, ['run', '--data', 'shop', '--quiet'])
  expect(code).toBe(0)
  const warehouse = await Warehouse.open(places().warehouse)
  try {
    const before = await readFaults(warehouse, defaultSettings, today)
    expect(before.filter(({ key }) => /^(check|metric)/.test(key))).toEqual([])
    await warehouse.run(
      `update ledger.checks set offending = 2 where sentence = (
         select min(sentence) from ledger.checks where model = 'staging.orders') and model = 'staging.orders'`,
    )
    for (const table of ['control_bands', 'alerts'])
      await warehouse.run(
        `insert into metrics.${table} by name select metric, day, 0.31234 as value, 0.1 as usual, 0.05 as low,
           0.2 as high, ${table === 'alerts' ? "metric = 'return_rate' as is_worse" : 'true as is_outside'}
         from (values (date '2026-01-05'), (date '2026-01-06')) as days(day),
           (values ('return_rate'), ('on_time_delivery')) as metrics(metric)`,
      )
    const found = await readFaults(warehouse, defaultSettings, today)
    expect(found.filter(({ key }) => key.startsWith('metric'))).toEqual([
      {
        key: 'metric/return_rate',
        what: 'return_rate was 0.3123 on 2026-01-06, outside of its band from 0.05 to 0.2.',
      },
    ])
    expect(found.filter(({ key }) => key.startsWith('check'))).toMatchObject([
      { what: expect.stringMatching(/^In staging.orders, «.*» does not hold for 2 rows\.$/) },
    ])
    expect(JSON.stringify(found)).not.toContain('Rosa')
    await warehouse.run(
      `insert into metrics.control_bands by name select 'return_rate' as metric, date '2026-01-07' as day,
         0.1 as value, 0.1 as usual, 0.05 as low, 0.2 as high, false as is_outside`,
    )
    const after = await readFaults(warehouse, defaultSettings, today)
    expect(after.filter(({ key }) => key.startsWith('metric'))).toEqual([])
  } finally {
    warehouse.close()
  }
})

test('late feeds and pipelines that failed are faults until they are not', () => {
  const late = { feed: 'orders', lastAt: '2026-01-14T05:00:00Z', expectedHours: 36, by: 'habit' } as const
  expect(
    faultsOfFreshness([
      { ...late, isLate: true },
      { ...late, isLate: false },
    ]),
  ).toEqual([
    {
      key: 'late/orders',
      what: 'No new records of orders since 2026-01-14 05:00 UTC; they should come within 36 hours.',
    },
  ])
  const ended = { slot: '', endedAt: '', outcome: 'failed', message: 'The disk is full.' } as const
  const state = { runs: 'run', next: null, lastSuccess: null, lastEnded: ended, retrying: null }
  expect(
    faultsOfRuns([
      { ...state, pipeline: 'nightly', failures: 2 },
      { ...state, pipeline: 'hourly', failures: 0 },
    ]),
  ).toEqual([{ key: 'run/nightly', what: 'The pipeline nightly failed: The disk is full.' }])
})
