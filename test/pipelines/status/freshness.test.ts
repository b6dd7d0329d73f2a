import { expect, onTestFinished, test } from 'vitest'
import { defaultSettings } from '../../../models/settings.ts'
import { prepareLoadTables } from '../../../pipelines/load.ts'
import { type Arrival, freshness, readArrivals } from '../../../pipelines/status/freshness.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'

/** The arrivals of one feed whose files were loaded, each by a run of its own, on these days of 2026. */
async function arrivalOf(days: readonly string[], rows = 5): Promise<Arrival | undefined> {
  const warehouse = await Warehouse.open(':memory:')
  onTestFinished(() => warehouse.close())
  await prepareLoadTables(warehouse, [], [])
  for (const [nth, day] of days.entries())
    await warehouse.run(
      `insert into ledger.loads by name select ${nth} as file_number, 'run ${nth}' as run_id, 'orders' as feed,
         'a.csv' as path, 1 as bytes, '${nth}' as content_hash, timestamp '2026-${day} 05:00' as loaded_at,
         'loaded' as outcome, ${rows} as rows_read, ${rows} as rows_accepted, 0 as rows_quarantined,
         0 as rows_repeated, []::text[] as columns_found`,
    )
  return (await readArrivals(warehouse))[0]
}

const daily = ['05', '06', '07', '08', '09', '10', '11', '12', '13', '14'].map((day) => `01-${day}`)
/** Mondays to Fridays. */
const weekdays = [
  '05',
  '06',
  '07',
  '08',
  '09',
  '12',
  '13',
  '14',
  '15',
  '16',
  '19',
  '20',
  '21',
  '22',
  '23',
].map((day) => `01-${day}`)

test.each([
  ['a file each day is expected in a day and a half', daily, 36],
  ['weekends belong to the habit', weekdays, 108],
  [
    'one outage does not',
    [...daily.slice(0, 9), '01-23', ...['24', '25', '26'].map((day) => `01-${day}`)],
    36,
  ],
  ['too few make no habit', daily.slice(0, 7), null],
])('%s', async (_, days, habitHours) => {
  expect(await arrivalOf(days)).toEqual({
    feed: 'orders',
    lastAt: `2026-${days.at(-1)}T05:00:00Z`,
    habitHours,
  })
})

test('files that brought nothing new are no arrival', async () => {
  expect(await arrivalOf(daily, 0)).toBeUndefined()
})

test('late is what is beyond the setting, else beyond the habit, else nothing', () => {
  const arrivals = [24, null].map((habitHours, nth) => ({
    feed: ['orders', 'claims'][nth] as string,
    lastAt: '2026-01-14T05:00:00Z',
    habitHours,
  }))
  const at = (now: string, expectedEvery: Record<string, number>) =>
    freshness(arrivals, { ...defaultSettings, expectedEvery }, new Date(now)).map(({ by, isLate }) => [
      by,
      isLate,
    ])
  expect(at('2026-01-15T05:00:00Z', {})).toEqual([
    ['habit', false],
    [null, false],
  ])
  expect(at('2026-01-15T05:01:00Z', {})).toEqual([
    ['habit', true],
    [null, false],
  ])
  expect(at('2026-01-15T05:01:00Z', { orders: 48, claims: 2 })).toEqual([
    ['setting', false],
    ['setting', true],
  ])
})
