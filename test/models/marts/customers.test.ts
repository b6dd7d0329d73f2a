import { expect, test } from 'vitest'
import { customers } from '../../../models/marts/customers.ts'
import { given } from '../given.ts'

test('accounts sum up what they bought, sent back, claimed and were given', async () => {
  const shop = await given({
    customers: [
      { customer_id: 'c1', created_at: '2025-03-01', country: 'DE' },
      { customer_id: 'c2', created_at: '2025-04-01' },
    ],
    orders: [
      { order_id: 'o1', customer_id: 'c1', ordered_at: '2026-01-01', items_amount: 40 },
      { order_id: 'o2', customer_id: 'c1', ordered_at: '2026-01-05', items_amount: 25 },
      {
        order_id: 'o3',
        customer_id: 'c1',
        ordered_at: '2026-01-07',
        cancelled_at: '2026-01-07',
        items_amount: 9,
      },
      { order_id: 'o4', customer_id: 'guest', ordered_at: '2026-01-08', items_amount: 11 },
    ],
    order_lines: [{ order_id: 'o1', quantity: 2, unit_price_amount: 20 }],
    returns: [{ order_id: 'o1' }],
    return_lines: [{ order_id: 'o1' }],
    claims: [{ order_id: 'o2' }],
    payouts: [
      { payout_id: 'p1', order_id: 'o1', kind: 'refund', amount: 20 },
      { payout_id: 'p2', order_id: 'o2', kind: 'chargeback', amount: 25 },
      { payout_id: 'p3', order_id: 'o2', kind: 'chargeback_fee', amount: 15 },
      { payout_id: 'p4', order_id: 'o2', kind: 'chargeback_reversal', amount: 25 },
    ],
  })

  expect(await shop.rows(customers)).toEqual([
    {
      customer_id: 'c1',
      created_at: '2025-03-01 00:00:00',
      country: 'DE',
      marketing_segment: null,
      orders: 2,
      first_ordered_at: '2026-01-01 00:00:00',
      last_ordered_at: '2026-01-05 00:00:00',
      items_amount: '65.0000',
      returns: 1,
      returned_amount: '20.0000',
      claims: 1,
      paid_out: '20.0000',
    },
    expect.objectContaining({ customer_id: 'c2', orders: 0, first_ordered_at: null, paid_out: '0.0000' }),
    expect.objectContaining({ customer_id: 'guest', created_at: null, orders: 1, items_amount: '11.0000' }),
  ])
})

test('a payout for a return that names no order is its account’s', async () => {
  const invoice = { stock_code: 'A', customer_id: '17850', unit_price: 5 }
  const shop = await given({
    orders: [{ order_id: '1', customer_id: '17850', ordered_at: '2026-01-01' }],
    order_lines: [{ order_id: '1', sku: 'A', unit_price_amount: 5 }],
    returns: [{ return_id: 'C2', order_id: 'C2' }],
    return_lines: [{ return_id: 'C2', order_id: 'C2' }],
    payouts: [{ order_id: 'C2', return_id: 'C2', line_number: 1, amount: 5 }],
    online_retail_lines: [
      { ...invoice, invoice_no: '1', quantity: 1, invoiced_at: '2026-01-01' },
      { ...invoice, invoice_no: 'C2', quantity: -1, invoiced_at: '2026-01-05' },
    ],
  })

  expect(await shop.row(customers)).toMatchObject({ customer_id: '17850', paid_out: '5.0000', returns: 1 })
})
