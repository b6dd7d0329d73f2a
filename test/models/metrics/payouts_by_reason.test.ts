import { expect, test } from 'vitest'
import { payoutsByKind } from '../../../models/metrics/payouts_by_kind.ts'
import { payoutsByReason } from '../../../models/metrics/payouts_by_reason.ts'
import { given, type RecordsGiven } from '../given.ts'
import { figuresOf, total } from './figures.ts'

/** A parcel that was claimed as not received, and a return of another order. */
const shop: RecordsGiven = {
  orders: [
    { order_id: 'o1', items_amount: 80, total_amount: 80 },
    { order_id: 'o2', items_amount: 50, total_amount: 50 },
    { order_id: 'o3', items_amount: 10, total_amount: 10 },
  ],
  order_lines: [
    { order_id: 'o1', line_number: 1, unit_price_amount: 80 },
    { order_id: 'o2', line_number: 1, unit_price_amount: 30 },
    { order_id: 'o2', line_number: 2, unit_price_amount: 20 },
    { order_id: 'o3', line_number: 1, unit_price_amount: 10 },
  ],
  shipments: [{ shipped_at: '2026-01-02' }],
  claims: [{ claim_id: 'k1', order_id: 'o1', shipment_id: 's1', type: 'not_received', amount: 80 }],
  carrier_claims: [
    { carrier_claim_id: 'cc2', type: 'late', filed_at: '2026-02-01' },
    { carrier_claim_id: 'cc1', type: 'lost', filed_at: '2026-01-20' },
  ],
  returns: [{ return_id: 'r1', order_id: 'o2' }],
  return_lines: [
    { return_id: 'r1', order_id: 'o2', line_number: 1, reason: 'size' },
    { return_id: 'r1', order_id: 'o2', line_number: 2 },
  ],
  payouts: [
    { payout_id: 'p1', order_id: 'o1', kind: 'refund', amount: 80, claim_id: 'k1' },
    { payout_id: 'p2', order_id: 'o2', kind: 'refund', amount: 50, return_id: 'r1' },
    { payout_id: 'p3', order_id: 'o2', kind: 'credit', amount: 5 },
    { payout_id: 'p4', order_id: 'o1', kind: 'chargeback_reversal', amount: 7, paid_at: '2026-03-01' },
  ],
}

test('payouts are told apart by what they were paid for, and by what the carrier was held to', async () => {
  const rows = await (await given(shop)).rows(payoutsByReason)

  expect(rows.map((row) => Object.values(row))).toEqual([
    ['2026-01-15', 'credit', 'neither', 'not stated', 'none', 1, '5.0000'],
    ['2026-01-15', 'refund', 'claim', 'not_received', 'lost', 1, '80.0000'],
    ['2026-01-15', 'refund', 'return', 'not stated', 'none', 1, '20.0000'],
    ['2026-01-15', 'refund', 'return', 'size', 'none', 1, '30.0000'],
    ['2026-03-01', 'chargeback_reversal', 'neither', 'not stated', 'none', 1, '7.0000'],
  ])
})

test('they are the payouts by kind, day by day, to the cent', async () => {
  const built = await given(shop)
  const byKind = await built.rows(payoutsByKind)
  const byReason = await built.rows(payoutsByReason)

  for (const { day, kind, amount } of byKind) {
    const some = byReason.filter((row) => row.day === day && row.kind === kind)
    expect(total(some.map((row) => row.amount))).toBe(Number(amount))
  }
  expect(total(byReason.map(({ amount }) => amount))).toBe(total(byKind.map(({ amount }) => amount)))
})

test('an order counts once as paid out, by what its customer was given, against the orders placed', async () => {
  const figure = await figuresOf(await given(shop))

  // The credit and the refund of o2 are one order; money that came back to the shop is no payout.
  expect(figure('payout_rate')).toEqual([2, 3])
  expect(figure('payout_rate', { basis: 'cohort', dimension: 'channel', member: 'web' })).toEqual([2, 3])
})
