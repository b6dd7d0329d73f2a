import { describe, expect, test } from 'vitest'
import { given } from '../given.ts'
import { figuresOf } from './figures.ts'

/** Two shirts and a lamp, shipped for 100; a shirt of 30 comes back, a lamp of 40 is only asked about. */
const shop = {
  products: [
    { sku: 'shirt', category: 'shirts' },
    { sku: 'lamp', category: 'lamps' },
  ],
  orders: [{ items_amount: 100, total_amount: 100 }],
  order_lines: [
    { line_number: 1, sku: 'shirt', quantity: 2, unit_price_amount: 30 },
    { line_number: 2, sku: 'lamp', unit_price_amount: 40 },
  ],
  shipments: [{ shipped_at: '2026-01-02' }],
  tracking_events: [{ status: 'delivered' }],
  returns: [
    { return_id: 'shirt', label_amount: 5 },
    { return_id: 'lamp', label_amount: 5 },
  ],
  return_lines: [
    {
      return_id: 'shirt',
      line_number: 1,
      reason: 'fit',
      received_at: '2026-01-15',
      disposed_at: '2026-01-20',
      recovered_amount: 24,
      processing_amount: 3,
    },
    { return_id: 'lamp', line_number: 2, reason: 'other' },
  ],
}

describe('the return rate', () => {
  test('sets the value that came back against the value shipped', async () => {
    const figure = await figuresOf(await given(shop))

    expect(figure('return_rate')).toEqual([30, 100])
    expect(figure('return_rate', { dimension: 'category', member: 'shirts' })).toEqual([30, 60])
    expect(figure('return_rate', { dimension: 'category', member: 'lamps' })).toEqual([0, 40])
  })

  test('sets the value returned for each reason against all that was shipped', async () => {
    const figure = await figuresOf(await given(shop))

    expect(figure('return_rate', { dimension: 'reason', member: 'fit' })).toEqual([30, 100])
  })

  test('takes goods that nobody saw as returned once they are refunded', async () => {
    const figure = await figuresOf(
      await given({ ...shop, payouts: [{ return_id: 'lamp', line_number: 2, amount: 40 }] }),
    )

    expect(figure('return_rate')).toEqual([70, 100])
  })
})

test('a return costs its label, its handling and what support took', async () => {
  const figure = await figuresOf(
    await given({
      ...shop,
      contacts: [
        { contact_id: 'q1', topic: 'return', order_id: 'o1', cost_amount: '4.50' },
        { contact_id: 'q2', topic: 'refund', order_id: 'o1', cost_amount: 2, opened_at: '2026-01-16' },
        { contact_id: 'q3', topic: 'wismo', order_id: 'o1', cost_amount: 7 },
      ],
    }),
  )

  // Two labels of 5, handling of 3, contacts of 4.50 and 2; one return came back.
  expect(figure('cost_per_return')).toEqual([19.5, 1])
})

test('the recovery rate takes handling off what came back', async () => {
  const figure = await figuresOf(await given(shop))

  expect(figure('recovery_rate')).toEqual([21, 30])
  expect(figure('recovery_rate', { dimension: 'reason', member: 'fit' })).toEqual([21, 30])
})

describe('confirmed abuse', () => {
  const decided = (...findings: string[]) => ({
    decisions: findings.map((finding, index) => ({
      decision_id: `d${index}`,
      case_type: 'return',
      case_id: 'shirt',
      decided_at: `2026-01-${20 + index}`,
      finding,
      action: 'deny',
    })),
  })

  test('is the value of returns found abusive', async () => {
    const figure = await figuresOf(await given({ ...shop, ...decided('unresolved', 'abuse') }))

    expect(figure('fraud_share')).toEqual([30, 30])
  })

  test('is not what an appeal has cleared, nor what was never sent back', async () => {
    const cleared = await figuresOf(await given({ ...shop, ...decided('abuse', 'legitimate') }))
    const lamp = { case_type: 'return', case_id: 'lamp', finding: 'abuse', action: 'deny' }
    const unsent = await figuresOf(await given({ ...shop, decisions: [lamp] }))

    expect(cleared('fraud_share')).toEqual([0, 30])
    expect(unsent('fraud_share')).toEqual([0, 30])
  })
})

test('the claim rate is told of all parcels delivered for each type of claim', async () => {
  const delivered = ['t1', 't2', 't3', 't4']
  const figure = await figuresOf(
    await given({
      orders: [{}],
      shipments: delivered.map((name) => ({
        shipment_id: name,
        tracking_number: name,
        shipped_at: '2026-01-02',
      })),
      tracking_events: delivered.map((name) => ({ tracking_number: name, status: 'delivered' })),
      claims: [
        { claim_id: 'k1', shipment_id: 't1', type: 'not_received' },
        { claim_id: 'k2', type: 'damaged' },
      ],
    }),
  )

  expect(figure('claim_rate')).toEqual([2, 4])
  expect(figure('claim_rate', { dimension: 'claim_type', member: 'damaged' })).toEqual([1, 4])
  expect(figure('claim_rate', { dimension: 'carrier', member: 'ups' })).toEqual([1, 4])
  expect(figure('claim_rate', { dimension: 'carrier', member: 'not known' })).toEqual([1, 0])
})

test('the return rate is told by pieces and by orders too', async () => {
  const figure = await figuresOf(await given(shop))

  expect(figure('return_rate_by_pieces')).toEqual([1, 3])
  expect(figure('return_rate_by_pieces', { dimension: 'category', member: 'shirts' })).toEqual([1, 2])
  expect(figure('return_rate_by_orders')).toEqual([1, 1])
})

test('pieces that arrived count before pieces announced, and an order counts once', async () => {
  const [shirt] = shop.return_lines
  const figure = await figuresOf(
    await given({
      ...shop,
      return_lines: [
        { ...shirt, return_id: 'shirt', quantity: 2, received_quantity: 1 },
        { ...shirt, return_id: 'lamp', line_number: 2, quantity: 1 },
      ],
    }),
  )

  expect(figure('return_rate_by_pieces')).toEqual([2, 3])
  expect(figure('return_rate_by_orders')).toEqual([1, 1])
})

test('a return’s way is told step by step, in days', async () => {
  const figure = await figuresOf(
    await given({
      ...shop,
      returns: [{ requested_at: '2026-01-10 00:00' }],
      return_lines: [
        {
          line_number: 1,
          received_at: '2026-01-15 12:00',
          inspected_at: '2026-01-16 12:00',
          sellable_at: '2026-01-18 00:00',
        },
        { line_number: 2, received_at: '2026-01-17 00:00' },
      ],
      payouts: [{ return_id: 'r1', line_number: 1, amount: 30, paid_at: '2026-01-20 00:00' }],
    }),
  )

  expect(figure('days_to_receive')).toEqual([5.5 + 7, 2])
  expect(figure('days_at_dock')).toEqual([1, 1])
  expect(figure('days_to_sellable')).toEqual([2.5, 1])
  // Both lines are of the return that was refunded.
  expect(figure('days_to_refund')).toEqual([20, 2])
})

test('the time to return runs from the sale, that of a credit note’s match too, to the request', async () => {
  const invoice = { stock_code: 'shirt', customer_id: 'c1', unit_price: 30 }
  const figure = await figuresOf(
    await given({
      orders: [{ ordered_at: '2026-01-01 00:00' }],
      order_lines: [{ sku: 'shirt', quantity: 2, unit_price_amount: 30 }],
      returns: [
        { requested_at: '2026-01-10 12:00' },
        { return_id: 'C2', order_id: 'C2', requested_at: '2026-01-03 00:00' },
        { return_id: 'C3', order_id: 'C3', requested_at: '2026-01-04 00:00' },
      ],
      return_lines: [
        {},
        { return_id: 'C2', order_id: 'C2' },
        // Takes back nothing that is known.
        { return_id: 'C3', order_id: 'C3' },
      ],
      online_retail_lines: [
        { ...invoice, invoice_no: 'o1', quantity: 2, invoiced_at: '2026-01-01 00:00' },
        { ...invoice, invoice_no: 'C2', quantity: -1, invoiced_at: '2026-01-03 00:00' },
      ],
    }),
  )

  expect(figure('days_to_return')).toEqual([9.5 + 2, 2])
})

test('goods lose value by the days that they wait', async () => {
  const figure = await figuresOf(
    await given(
      {
        ...shop,
        return_lines: [
          { return_id: 'shirt', line_number: 1, received_at: '2026-01-10', sellable_at: '2026-01-20' },
          { return_id: 'lamp', line_number: 2, received_at: '2026-01-10' },
        ],
      },
      { asOf: '2026-01-25' },
    ),
  )

  // 30 × 3% × 10 ÷ 30, and 40 × 3% × 15 ÷ 30 for the lamp that still waits.
  expect(figure('decay_cost')).toEqual([0.9, null])
})
