import { describe, expect, test } from 'vitest'
import { kpis } from '../../../models/metrics/kpis.ts'
import { given } from '../given.ts'
import { figuresOf } from './figures.ts'

const order = (order_id: string, ordered_at: string, delivered_at: string) => ({
  orders: { order_id, ordered_at },
  shipments: { shipment_id: order_id, order_id, tracking_number: order_id, shipped_at: ordered_at },
  tracking_events: { tracking_number: order_id, occurred_at: delivered_at, status: 'delivered' },
})

const shopOf = (...all: ReturnType<typeof order>[]) => ({
  orders: all.map(({ orders }) => orders),
  shipments: all.map(({ shipments }) => shipments),
  tracking_events: all.map(({ tracking_events }) => tracking_events),
})

describe('the two bases', () => {
  const shop = shopOf(
    order('old', '2026-01-01 10:00', '2026-01-20 10:00'),
    order('young', '2026-01-02 10:00', '2026-01-05 10:00'),
  )

  test('count an event on its own day and, once its order has matured, on the day of that', async () => {
    const rows = await (await given(shop, { asOf: '2026-02-01 12:00' })).rows(kpis)

    expect(
      rows
        .filter(({ metric, dimension }) => metric === 'delivery_success' && dimension === 'all')
        .map(({ basis, day, numerator, denominator }) => [basis, day, numerator, denominator]),
    ).toEqual([
      ['cohort', '2026-01-01', '1.0000', '1.0000'],
      ['period', '2026-01-05', '1.0000', '1.0000'],
      ['period', '2026-01-20', '1.0000', '1.0000'],
    ])
  })

  test('count no day of orders of which some may still change', async () => {
    const sameDay = shopOf(
      order('morning', '2026-01-01 01:00', '2026-01-05 10:00'),
      order('evening', '2026-01-01 23:00', '2026-01-05 10:00'),
    )
    const early = await figuresOf(await given(sameDay, { asOf: '2026-01-31 12:00' }))
    const late = await figuresOf(await given(sameDay, { asOf: '2026-02-01 00:00' }))

    expect(early('delivery_success', { basis: 'cohort' })).toEqual([0, 0])
    expect(late('delivery_success', { basis: 'cohort' })).toEqual([2, 2])
  })

  test('know nothing of later days than the run’s', async () => {
    const figure = await figuresOf(await given(shop, { asOf: '2026-01-10' }))

    expect(figure('delivery_success')).toEqual([1, 1])
  })
})

test('days are cut in the shop’s time zone', async () => {
  const shop = shopOf(order('o1', '2026-01-01 03:00', '2026-01-06 04:00'))
  const rows = await (await given(shop, { settings: { timeZone: 'America/New_York' } })).rows(kpis)

  expect(
    rows
      .filter(({ metric, dimension }) => metric === 'delivery_success' && dimension === 'all')
      .map(({ basis, day }) => [basis, day]),
  ).toEqual([
    ['cohort', '2025-12-31'],
    ['period', '2026-01-05'],
  ])
})

test('an event whose order is not known is in the period, and in no cohort', async () => {
  const figure = await figuresOf(await given({ contacts: [{ topic: 'wismo', order_id: 'o404' }] }))

  expect(figure('wismo_rate')).toEqual([1, 1])
  expect(figure('wismo_rate', { dimension: 'region', member: 'not known' })).toEqual([1, 1])
  expect(figure('wismo_rate', { basis: 'cohort' })).toEqual([0, 0])
})
