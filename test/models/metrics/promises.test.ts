import { expect, test } from 'vitest'
import { given, type RecordsGiven } from '../given.ts'
import { figuresOf } from './figures.ts'

/** Parcels of one order promised for 5 January in the evening, by the time of their delivery. */
const delivered = (...times: readonly string[]): RecordsGiven => ({
  orders: [{ promised_at: '2026-01-05 20:00' }],
  shipments: times.map((at) => ({ shipment_id: at, tracking_number: at, shipped_at: '2026-01-02' })),
  tracking_events: times.map((at) => ({ tracking_number: at, occurred_at: at, status: 'delivered' })),
})

test('a promise is accurate within a day, by the calendar', async () => {
  const days = [
    '2026-01-03 23:00',
    '2026-01-04 01:00',
    '2026-01-05 23:59',
    '2026-01-06 23:00',
    '2026-01-09 08:00',
  ]
  const figure = await figuresOf(await given(delivered(...days)))

  expect(figure('promise_accuracy')).toEqual([3, 5])
  // −2 − 1 + 0 + 1 + 4
  expect(figure('promise_bias')).toEqual([2, 5])
})

test('days of a promise are those of the shop’s zone', async () => {
  const figure = await figuresOf(
    await given(delivered('2026-01-06 06:00'), { settings: { timeZone: 'America/New_York' } }),
  )

  // Promised at 15:00 on the fifth in New York, and delivered at 01:00 on the sixth.
  expect(figure('promise_bias')).toEqual([1, 1])
})

test('lateness is laid on the warehouse, the carrier or the address', async () => {
  const figure = await figuresOf(
    await given({
      orders: [{ promised_at: '2026-01-05 20:00' }],
      shipments: [
        { shipment_id: 's1', tracking_number: 't1', shipped_at: '2026-01-02' },
        { shipment_id: 's2', tracking_number: 't2', shipped_at: '2026-01-02' },
        { shipment_id: 's3', tracking_number: 't3', shipped_at: '2026-01-02' },
        { shipment_id: 's4', tracking_number: 't4', shipped_at: '2026-01-06 08:00' },
      ],
      tracking_events: [
        { tracking_number: 't1', status: 'delivered', occurred_at: '2026-01-04' },
        { tracking_number: 't2', status: 'delivered', occurred_at: '2026-01-07' },
        { tracking_number: 't3', status: 'delivery_attempted', occurred_at: '2026-01-05' },
        { tracking_number: 't3', status: 'delivered', occurred_at: '2026-01-07' },
        { tracking_number: 't4', status: 'delivered', occurred_at: '2026-01-07' },
      ],
    }),
  )

  expect(figure('late_by_cause')).toEqual([3, 4])
  for (const member of ['carrier', 'address', 'warehouse'])
    expect(figure('late_by_cause', { dimension: 'late_cause', member })).toEqual([1, 4])
})
