import { expect, test } from 'vitest'
import { carriers } from '../../../models/marts/carriers.ts'
import { given } from '../given.ts'

const sent = (shipment_id: string, carrier = 'ups', shipped_at = '2026-01-02') => ({
  shipment_id,
  order_id: shipment_id,
  tracking_number: shipment_id,
  carrier,
  shipped_at,
  freight_amount: 4,
})
const scan = (tracking_number: string, status: string, occurred_at: string, facility = 'depot') => ({
  carrier: 'ups',
  tracking_number,
  status,
  occurred_at,
  facility,
})

const shopOf = () =>
  given({
    orders: ['a', 'b', 'c', 'd', 'e', 'f'].map((order_id) => ({
      order_id,
      ordered_at: '2026-01-01 10:00',
      promised_at: order_id === 'e' ? null : '2026-01-05',
      ship_region: 'BE',
    })),
    shipments: [sent('a'), sent('b'), sent('c'), sent('d'), sent('e', 'ups', '2026-05-25'), sent('f', 'dhl')],
    tracking_events: [
      scan('a', 'delivered', '2026-01-04'),
      scan('b', 'delivery_attempted', '2026-01-06'),
      scan('b', 'delivered', '2026-01-07'),
      scan('c', 'out_for_delivery', '2026-01-04'),
      scan('d', 'returned_to_sender', '2026-01-12'),
      scan('e', 'out_for_delivery', '2026-05-30'),
    ],
    claims: [
      { claim_id: 'k1', order_id: 'a', type: 'not_received' },
      { claim_id: 'k2', order_id: 'a', type: 'not_received' },
      { claim_id: 'k3', order_id: 'b', type: 'damaged' },
    ],
  })

test('carriers are counted on matured parcels for loss, on promised ones for lateness', async () => {
  const shop = await shopOf()

  expect(await shop.rows(carriers)).toEqual([
    expect.objectContaining({ carrier: 'dhl', parcels: 1, lost: 1, late: 1, attempted: 0 }),
    {
      carrier: 'ups',
      parcels: 4,
      delivered: 2,
      lost: 1,
      promised: 4,
      on_time: 1,
      late: 3,
      late_by_warehouse: 0,
      late_by_carrier: 3,
      late_by_address: 0,
      attempted: 2,
      first_attempt_delivered: 1,
      claims_not_received: 1,
      freight_amount: '20.0000',
    },
  ])
})
