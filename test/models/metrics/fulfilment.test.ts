import { describe, expect, test } from 'vitest'
import { given } from '../given.ts'
import { figuresOf } from './figures.ts'

// Ordered at 10:00 on the first; with 48 hours to ship, the cut-off is at 10:00 on the third.
const parcel = (shipment_id: string, shipped_at: string | null, more: object = {}) => ({
  shipment_id,
  tracking_number: shipment_id,
  shipped_at,
  ...more,
})

describe('shipped on time', () => {
  test('is what the carrier had by its cut-off, of what is due', async () => {
    const figure = await figuresOf(
      await given(
        {
          orders: [{}],
          shipments: [
            parcel('early', '2026-01-02 10:00'),
            parcel('just in time', '2026-01-03 10:00'),
            parcel('late', '2026-01-03 10:01'),
            parcel('not sent', null),
            parcel('again', '2026-01-20 10:00', { is_reship: true }),
          ],
        },
        { asOf: '2026-02-01' },
      ),
    )

    expect(figure('shipped_on_time')).toEqual([2, 4])
  })

  test('leaves out what is not due yet, and what was cancelled before it was sent', async () => {
    const figure = await figuresOf(
      await given(
        {
          orders: [
            { order_id: 'o1' },
            { order_id: 'o2', cancelled_at: '2026-01-01 12:00' },
            { order_id: 'o3', ordered_at: '2026-01-30 10:00' },
          ],
          shipments: [
            parcel('sent', '2026-01-02 10:00', { order_id: 'o1' }),
            parcel('cancelled', null, { order_id: 'o2' }),
            parcel('new', null, { order_id: 'o3' }),
          ],
        },
        { asOf: '2026-01-31 10:00' },
      ),
    )

    expect(figure('shipped_on_time')).toEqual([1, 1])
  })
})

test('hours to ship are those from the order to the carrier, reships left out', async () => {
  const figure = await figuresOf(
    await given({
      orders: [{}],
      shipments: [
        parcel('a day', '2026-01-02 10:00', { warehouse_id: 'w1' }),
        parcel('a day and a half', '2026-01-02 22:00', { warehouse_id: 'w2' }),
        parcel('not sent', null),
        parcel('again', '2026-01-20 10:00', { is_reship: true }),
      ],
    }),
  )

  expect(figure('hours_to_ship')).toEqual([60, 2])
  expect(figure('hours_to_ship', { dimension: 'warehouse', member: 'w2' })).toEqual([36, 1])
})

test('the way to the carrier is told in its four steps, where both times are recorded', async () => {
  const figure = await figuresOf(
    await given({
      orders: [{}],
      shipments: [
        parcel('all steps', '2026-01-02 10:00', {
          allocated_at: '2026-01-01 11:00',
          picked_at: '2026-01-01 13:00',
          packed_at: '2026-01-01 16:00',
        }),
        parcel('some steps', '2026-01-02 10:00', { allocated_at: '2026-01-01 12:00' }),
        parcel('not sent', null, { allocated_at: '2026-01-01 15:00' }),
      ],
    }),
  )

  expect(figure('hours_to_allocate')).toEqual([1 + 2, 2])
  expect(figure('hours_to_pick')).toEqual([2, 1])
  expect(figure('hours_to_pack')).toEqual([3, 1])
  expect(figure('hours_to_hand_over')).toEqual([18, 1])
})
