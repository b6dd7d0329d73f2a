import { describe, expect, it } from 'vitest'
import { deliveries } from '../../../../models/marts/deliveries.ts'
import { orderOutcomes } from '../../../../models/marts/order_outcomes.ts'
import { orders } from '../../../../models/marts/orders.ts'
import { payouts } from '../../../../models/marts/payouts.ts'
import { returns } from '../../../../models/marts/returns.ts'
import { given, type RecordsGiven } from '../../given.ts'
import { figuresOf, recordedElsewhere } from '../../metrics/figures.ts'

/** Two shirts of 30 and a lamp of 40, ordered on 1 January and promised for the fifth. */
const order: RecordsGiven = {
  ...recordedElsewhere,
  orders: [{ items_amount: 100, total_amount: 100, promised_at: '2026-01-05 20:00' }],
  order_lines: [
    { line_number: 1, quantity: 2, unit_price_amount: 30, unit_cost_amount: 10 },
    { line_number: 2, quantity: 1, unit_price_amount: 40, unit_cost_amount: 20 },
  ],
}
const parcel = (name: string, shipped_at: string | null, more: object = {}) => ({
  shipment_id: name,
  tracking_number: name,
  shipped_at,
  freight_amount: 5,
  ...more,
})
const holds = (shipment_id: string, line_number: number, quantity = 1) => ({
  shipment_id,
  line_number,
  quantity,
})
const scan = (tracking_number: string, status: string, occurred_at: string, more: object = {}) => ({
  tracking_number,
  status,
  occurred_at,
  ...more,
})
const delivered = (tracking_number: string, at: string) => scan(tracking_number, 'delivered', at)

describe('an order in several parcels', () => {
  /** A shirt in each parcel, and the lamp in the second: one line is split over two parcels. */
  const split: RecordsGiven = {
    ...order,
    shipments: [parcel('s1', '2026-01-02'), parcel('s2', '2026-01-04')],
    shipment_lines: [holds('s1', 1), holds('s2', 1), holds('s2', 2)],
    tracking_events: [delivered('s1', '2026-01-03 12:00'), delivered('s2', '2026-01-05 12:00')],
  }

  it('is one sale and two parcels, on time in full with the last of them', async () => {
    const shop = await given(split)
    const figure = await figuresOf(shop)

    expect(await shop.row(orders)).toMatchObject({
      parcels: 2,
      first_shipped_at: '2026-01-02 00:00:00',
      last_delivered_at: '2026-01-05 12:00:00',
      items_amount: '100.0000',
      freight_amount: '10.0000',
    })
    expect(figure('on_time_in_full')).toEqual([1, 1])
    expect(figure('delivery_success')).toEqual([2, 2])
    expect(figure('return_rate')).toEqual([0, 100])
    expect(figure('cost_per_order')).toEqual([10, 1])
    // 100 of goods − 40 that they cost − two parcels of 5.
    expect(figure('net_margin_after_returns')).toEqual([50, null])
  })

  it('of which a line never leaves counts what left as shipped, and is not in full', async () => {
    const shop = await given({
      ...split,
      shipments: [parcel('s1', '2026-01-02')],
      shipment_lines: [holds('s1', 1, 2)],
    })
    const figure = await figuresOf(shop)

    expect(await shop.row(orderOutcomes)).toMatchObject({ in_full_at: null, is_on_time_in_full: false })
    expect(figure('on_time_in_full')).toEqual([0, 1])
    expect(figure('return_rate')).toEqual([0, 60])
    expect(figure('return_rate_by_pieces')).toEqual([0, 2])
    expect(figure('order_accuracy')).toEqual([1, 1])
    expect(figure('return_rate_by_orders')).toEqual([0, 1])
  })

  it('of which a piece never leaves counts the pieces that left as shipped', async () => {
    const figure = await figuresOf(
      await given({ ...split, shipments: [parcel('s1', '2026-01-02')], shipment_lines: [holds('s1', 1, 1)] }),
    )

    expect(figure('return_rate')).toEqual([0, 30])
    expect(figure('return_rate_by_pieces')).toEqual([0, 1])
  })

  it('counts as shipped whole where nobody records what its parcels hold', async () => {
    const figure = await figuresOf(await given({ ...split, shipment_lines: [] }))

    expect(figure('return_rate')).toEqual([0, 100])
    expect(figure('return_rate_by_pieces')).toEqual([0, 3])
  })
})

describe('a reship', () => {
  it('is a second parcel and a cost, not a second sale', async () => {
    const shop = await given({
      ...order,
      shipments: [parcel('s1', '2026-01-02'), parcel('again', '2026-01-12', { is_reship: true })],
      shipment_lines: [holds('s1', 1, 2), holds('s1', 2), holds('again', 2)],
      tracking_events: [delivered('s1', '2026-01-05 12:00'), delivered('again', '2026-01-14 12:00')],
      payouts: [{ kind: 'reship', line_number: 2, claim_id: 'k1', amount: 25 }],
    })
    const figure = await figuresOf(shop)

    expect(await shop.row(orders)).toMatchObject({ parcels: 1, last_delivered_at: '2026-01-05 12:00:00' })
    // Of the 25, the lamp is 20 and its freight 5, which is counted with its parcel.
    expect(await shop.row(payouts)).toMatchObject({ amount: '25.0000', cost_amount: '20.0000' })
    expect(figure('return_rate')).toEqual([0, 100])
    expect(figure('return_rate_by_pieces')).toEqual([0, 3])
    expect(figure('delivery_success')).toEqual([2, 2])
    // 100 − 40 of goods − two parcels of 5 − another lamp of 20.
    expect(figure('net_margin_after_returns')).toEqual([30, null])
  })
})

describe('a parcel', () => {
  const sent: RecordsGiven = {
    ...order,
    shipments: [parcel('s1', '2026-01-02')],
    shipment_lines: [holds('s1', 1, 2), holds('s1', 2)],
  }

  it('scanned as delivered twice was delivered once, at the first scan', async () => {
    const shop = await given({
      ...sent,
      tracking_events: [delivered('s1', '2026-01-05 12:00'), delivered('s1', '2026-01-07 12:00')],
    })
    const figure = await figuresOf(shop)

    expect(await shop.row(deliveries)).toMatchObject({
      delivered_at: '2026-01-05 12:00:00',
      attempts: 1,
      is_late: false,
    })
    expect(figure('delivery_success')).toEqual([1, 1])
    expect(figure('on_time_delivery')).toEqual([1, 1])
    expect(figure('claim_rate')).toEqual([0, 1])
    expect(figure('on_time_in_full')).toEqual([1, 1])
  })

  it('delivered and then returned to sender was on time, but not a success, nor a perfect order', async () => {
    const shop = await given({
      ...sent,
      tracking_events: [
        delivered('s1', '2026-01-05 12:00'),
        scan('s1', 'returned_to_sender', '2026-01-09 12:00'),
      ],
    })
    const figure = await figuresOf(shop)

    expect(await shop.row(deliveries)).toMatchObject({
      state: 'returned_to_sender',
      is_late: false,
      is_lost: false,
    })
    expect(figure('on_time_delivery')).toEqual([1, 1])
    expect(figure('delivery_success')).toEqual([0, 1])
    expect(figure('loss_rate')).toEqual([0, 1])
    expect(figure('perfect_order')).toEqual([0, 1])
  })

  it('returned to sender and sent out again to be delivered is a success', async () => {
    const shop = await given({
      ...sent,
      tracking_events: [
        scan('s1', 'returned_to_sender', '2026-01-04 12:00'),
        delivered('s1', '2026-01-07 12:00'),
      ],
    })
    const figure = await figuresOf(shop)

    expect(await shop.row(deliveries)).toMatchObject({ state: 'delivered', is_late: true })
    expect(figure('delivery_success')).toEqual([1, 1])
    expect(figure('on_time_delivery')).toEqual([0, 1])
  })

  it('whose goods are back before its own delivered scan came back once, in no negative time', async () => {
    const shop = await given({
      ...sent,
      tracking_events: [
        delivered('back', '2026-01-06 12:00'),
        // The driver of the way out scanned the door only after the goods had come home.
        delivered('s1', '2026-01-07 12:00'),
      ],
      returns: [{ requested_at: '2026-01-05 12:00', carrier: 'ups', tracking_number: 'back' }],
      return_lines: [{ line_number: 2, received_at: '2026-01-08 12:00' }],
    })
    const figure = await figuresOf(shop)

    expect(await shop.row(returns)).toMatchObject({
      delivered_back_at: '2026-01-06 12:00:00',
      returned_amount: '40.0000',
    })
    expect(await shop.row(deliveries)).toMatchObject({ delivered_at: '2026-01-07 12:00:00' })
    expect(figure('return_rate')).toEqual([40, 100])
    expect(figure('days_to_receive')).toEqual([3, 1])
    expect(figure('delivery_success')).toEqual([1, 1])
  })
})
