import { expect, test } from 'vitest'
import { payoutsToRecover } from '../../../models/actions/payouts_to_recover.ts'
import { given } from '../given.ts'

test('payouts to recover are the lines paid out beyond what the customer paid', async () => {
  const shop = await given({
    orders: [{ items_amount: 80, total_amount: 80 }],
    order_lines: [
      { line_number: 1, unit_price_amount: 50 },
      { line_number: 2, unit_price_amount: 30 },
    ],
    payouts: [
      { payout_id: 'p1', line_number: 1, kind: 'refund', amount: 50 },
      { payout_id: 'p2', line_number: 1, kind: 'chargeback', amount: 50 },
      { payout_id: 'p3', line_number: 2, kind: 'refund', amount: 30 },
    ],
  })

  expect(await shop.rows(payoutsToRecover)).toEqual([
    {
      order_id: 'o1',
      line_number: 1,
      paid_by_customer: '50.0000',
      paid_out: '100.0000',
      over_paid: '50.0000',
      kinds: 'chargeback, refund',
    },
  ])
})
