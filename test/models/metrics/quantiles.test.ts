import { expect, test } from 'vitest'
import { quantiles } from '../../../models/metrics/quantiles.ts'
import { given } from '../given.ts'

/** Ten parcels of one order, the nth handed over n hours after it; the tenth from another warehouse. */
const shop = {
  orders: [{ ordered_at: '2026-01-01 10:00' }],
  shipments: Array.from({ length: 10 }, (_, n) => ({
    shipment_id: `s${n}`,
    tracking_number: `t${n}`,
    warehouse_id: n < 9 ? 'w1' : 'w2',
    shipped_at: `2026-01-01 ${11 + n}:00`,
  })),
}

test('half and nine tenths of a month’s events do not exceed these', async () => {
  const rows = (await (await given(shop)).rows(quantiles)).filter(({ metric }) => metric === 'hours_to_ship')
  const of = (dimension: string, member: string) =>
    rows.filter((row) => row.dimension === dimension && row.member === member)
  const all = { metric: 'hours_to_ship', month: '2026-01-01', events: 10, p50: 5, p90: 9 }

  expect(of('all', 'all')).toEqual([
    { ...all, basis: 'cohort', dimension: 'all', member: 'all' },
    { ...all, basis: 'period', dimension: 'all', member: 'all' },
  ])
  expect(of('warehouse', 'w1').map(({ events, p50, p90 }) => [events, p50, p90])).toEqual([
    [9, 5, 9],
    [9, 5, 9],
  ])
})

test('events that were not measured are in none', async () => {
  const [first, ...others] = shop.shipments
  const rows = await (await given({ ...shop, shipments: [{ ...first, shipped_at: null }, ...others] })).rows(
    quantiles,
  )

  expect(
    rows.find(({ metric, dimension }) => metric === 'hours_to_ship' && dimension === 'all'),
  ).toMatchObject({ events: 9 })
})
