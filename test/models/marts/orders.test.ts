import { describe, expect, test } from 'vitest'
import { orders } from '../../../models/marts/orders.ts'
import { given } from '../given.ts'

describe('orders', () => {
  test('carry their money, goods and parcels in the reporting currency', async () => {
    const shop = await given({
      orders: [
        {
          ordered_at: '2026-01-01 10:00',
          currency: 'EUR',
          items_amount: 50,
          tax_amount: '9.50',
          total_amount: '59.50',
          ship_postal_code: '10115',
        },
      ],
      order_lines: [
        { line_number: 1, quantity: 2, unit_price_amount: 20, unit_cost_amount: 8 },
        { line_number: 2, quantity: 1, unit_price_amount: 10, unit_cost_amount: 5 },
      ],
      shipments: [
        { shipment_id: 's1', shipped_at: '2026-01-02 08:00', freight_amount: '4.10', pick_pack_amount: 2 },
        { shipment_id: 's2', tracking_number: 't2', shipped_at: '2026-01-03 08:00', freight_amount: 5 },
      ],
      tracking_events: [{ status: 'delivered', occurred_at: '2026-01-04 15:00' }],
      fx_rates: [{ day: '2026-01-01', currency: 'EUR', rate: '1.1' }],
    })

    expect(await shop.row(orders)).toMatchObject({
      currency: 'EUR',
      items_amount: '55.0000',
      discount_amount: '0.0000',
      tax_amount: '10.4500',
      total_amount: '65.4500',
      ship_postal_area: '101',
      lines: 2,
      units: 3,
      lines_amount: '55.0000',
      cost_amount: '23.1000',
      parcels: 2,
      shipped_parcels: 2,
      is_shipped: true,
      first_shipped_at: '2026-01-02 08:00:00',
      last_delivered_at: null,
      freight_amount: '9.1000',
      pick_pack_amount: '2.0000',
    })
    expect(await shop.warnings(orders)).toEqual([])
  })

  test('are delivered when their last parcel is; a reship counts for cost alone', async () => {
    const shop = await given({
      orders: [{}],
      shipments: [
        { shipment_id: 's1', tracking_number: 't1', shipped_at: '2026-01-02 08:00', freight_amount: 4 },
        { shipment_id: 's2', tracking_number: 't2', shipped_at: '2026-01-02 09:00', freight_amount: 4 },
        {
          shipment_id: 's3',
          tracking_number: 't3',
          shipped_at: '2026-01-09 09:00',
          freight_amount: 4,
          is_reship: true,
        },
      ],
      tracking_events: [
        { tracking_number: 't1', status: 'delivered', occurred_at: '2026-01-04 15:00' },
        { tracking_number: 't2', status: 'delivered', occurred_at: '2026-01-05 15:00' },
      ],
    })

    expect(await shop.row(orders)).toMatchObject({
      parcels: 2,
      last_delivered_at: '2026-01-05 15:00:00',
      freight_amount: '12.0000',
    })
  })

  test('stand without lines and parcels until these arrive', async () => {
    const shop = await given({ orders: [{ items_amount: 30 }] })

    expect(await shop.row(orders)).toMatchObject({
      lines: 0,
      lines_amount: '0.0000',
      cost_amount: null,
      parcels: 0,
      is_shipped: false,
      last_delivered_at: null,
    })
    expect(await shop.warnings(orders)).toEqual([])
  })

  test('are counted by time within their account', async () => {
    const shop = await given({
      orders: [
        { order_id: 'a', ordered_at: '2026-01-03' },
        { order_id: 'b', ordered_at: '2026-01-01' },
        { order_id: 'c', ordered_at: '2026-01-01', customer_id: 'c2' },
        { order_id: 'd', ordered_at: '2026-01-09' },
      ],
    })

    const numbers = (await shop.rows(orders)).map((order) => [
      order.order_id,
      order.customer_order_number,
      order.next_ordered_on,
    ])
    expect(numbers).toEqual([
      ['a', 2, '2026-01-09'],
      ['b', 1, '2026-01-03'],
      ['c', 1, null],
      ['d', 3, null],
    ])
  })

  test('warn where the lines do not add up', async () => {
    const shop = await given({
      orders: [{ items_amount: 30 }],
      order_lines: [{ unit_price_amount: 29 }],
    })

    expect(await shop.warnings(orders)).toEqual(['an order’s lines add up to its items amount'])
  })
})
