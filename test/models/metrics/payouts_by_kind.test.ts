import { expect, test } from 'vitest'
import { payoutsByKind } from '../../../models/metrics/payouts_by_kind.ts'
import { given } from '../given.ts'

test('payouts are counted once by kind and day, however many lines they are spread over', async () => {
  const shop = await given({
    orders: [{ items_amount: 90, total_amount: 90 }],
    order_lines: [1, 2, 3].map((line_number) => ({ line_number, unit_price_amount: 30 })),
    payouts: [
      { payout_id: 'p1', amount: '10.01' },
      { payout_id: 'p2', amount: 5, currency: 'EUR' },
      { payout_id: 'p3', kind: 'chargeback', amount: 30, line_number: 1 },
    ],
    fx_rates: [{ day: '2026-01-15', currency: 'EUR', rate: '1.10' }],
  })

  expect(await shop.rows(payoutsByKind)).toEqual([
    { day: '2026-01-15', kind: 'chargeback', payouts: 1, amount: '30.0000', ledger_amount: '30.0000' },
    { day: '2026-01-15', kind: 'refund', payouts: 2, amount: '15.5100', ledger_amount: '15.5100' },
  ])
})
