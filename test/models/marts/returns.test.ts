import { expect, test } from 'vitest'
import { returns } from '../../../models/marts/returns.ts'
import { given } from '../given.ts'

test('a return carries its value, its costs, its way back and its refund', async () => {
  const shop = await given({
    orders: [{}],
    order_lines: [
      { line_number: 1, quantity: 2, unit_price_amount: 20 },
      { line_number: 2, unit_price_amount: 15 },
    ],
    returns: [
      {
        requested_at: '2026-01-10 09:00',
        carrier: 'ups',
        tracking_number: 'b1',
        destination_facility: 'DOCK-1',
        label_amount: '4.50',
      },
    ],
    return_lines: [
      {
        line_number: 1,
        received_at: '2026-01-16',
        inspected_at: '2026-01-17',
        processing_amount: 3,
        recovered_amount: 12,
      },
      { line_number: 2, received_at: '2026-01-18', inspected_at: '2026-01-20', sellable_at: '2026-01-21' },
    ],
    tracking_events: [
      { tracking_number: 'b1', status: 'picked_up', occurred_at: '2026-01-12 10:00' },
      { tracking_number: 'b1', status: 'delivered', occurred_at: '2026-01-15 10:00', facility: 'DOCK-9' },
    ],
    payouts: [
      { payout_id: 'p1', return_id: 'r1', kind: 'credit', amount: 5, paid_at: '2026-01-19' },
      { payout_id: 'p2', return_id: 'r1', kind: 'refund', amount: 30, paid_at: '2026-01-22', line_number: 1 },
      { payout_id: 'p3', kind: 'refund', amount: 9, paid_at: '2026-01-11', line_number: 1 },
    ],
  })

  expect(await shop.row(returns)).toEqual({
    return_id: 'r1',
    order_id: 'o1',
    customer_id: 'c1',
    requested_at: '2026-01-10 09:00:00',
    requested_on: '2026-01-10',
    approved_at: null,
    method: 'mail',
    channel: null,
    carrier: 'ups',
    tracking_number: 'b1',
    first_scanned_at: '2026-01-12 10:00:00',
    delivered_back_at: '2026-01-15 10:00:00',
    destination_facility: 'DOCK-1',
    delivered_facility: 'DOCK-9',
    first_received_at: '2026-01-16 00:00:00',
    inspected_at: '2026-01-20 00:00:00',
    refunded_at: '2026-01-19 00:00:00',
    sellable_at: '2026-01-21 00:00:00',
    lines: 2,
    units: 2,
    returned_amount: '35.0000',
    label_amount: '4.5000',
    processing_amount: '3.0000',
    recovered_amount: '12.0000',
    refunded_amount: '35.0000',
  })
})

test('a return waits for its lines and its order', async () => {
  const shop = await given({ returns: [{}] })

  expect(await shop.row(returns)).toMatchObject({
    customer_id: null,
    lines: 0,
    returned_amount: '0.0000',
    refunded_at: null,
    refunded_amount: '0.0000',
  })
})
