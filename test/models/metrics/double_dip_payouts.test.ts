import { expect, test } from 'vitest'
import { payoutsToRecover } from '../../../models/actions/payouts_to_recover.ts'
import { doubleDipPayouts } from '../../../models/metrics/double_dip_payouts.ts'
import { given, type RecordsGiven } from '../given.ts'
import { total } from './figures.ts'

const bought: RecordsGiven = {
  orders: [{ items_amount: 80, total_amount: 80 }],
  order_lines: [
    { line_number: 1, unit_price_amount: 50 },
    { line_number: 2, unit_price_amount: 30 },
  ],
}
const refund = { payout_id: 'p1', line_number: 1, kind: 'refund', amount: 40, paid_at: '2026-01-15 09:00' }
const chargeback = {
  ...refund,
  payout_id: 'p2',
  kind: 'chargeback',
  amount: 50,
  claim_id: 'k1',
  paid_at: '2026-02-10',
}
const fee = { ...chargeback, payout_id: 'p3', kind: 'chargeback_fee', amount: 15 }

test('both payouts stand side by side, with what went beyond what the customer paid', async () => {
  const shop = await given({ ...bought, payouts: [chargeback, refund, fee] })

  expect(await shop.rows(doubleDipPayouts)).toEqual([
    {
      order_id: 'o1',
      line_number: 1,
      payout_id: 'p1',
      place: 1,
      paid_on: '2026-01-15',
      kind: 'refund',
      claim_id: null,
      return_id: null,
      is_spread: false,
      amount: '40.0000',
      paid_so_far: '40.0000',
      beyond_amount: '0.0000',
      paid_by_customer: '50.0000',
      is_over_paid: true,
    },
    {
      order_id: 'o1',
      line_number: 1,
      payout_id: 'p2',
      place: 2,
      paid_on: '2026-02-10',
      kind: 'chargeback',
      claim_id: 'k1',
      return_id: null,
      is_spread: false,
      amount: '50.0000',
      paid_so_far: '90.0000',
      beyond_amount: '40.0000',
      paid_by_customer: '50.0000',
      is_over_paid: true,
    },
  ])
})

test('what went beyond is what is to be recovered, line by line, to the cent', async () => {
  const shop = await given({
    ...bought,
    payouts: [refund, chargeback, { ...refund, payout_id: 'p4', line_number: 2, amount: '31.37' }],
  })
  const beyond = await shop.rows(doubleDipPayouts)

  for (const { order_id, line_number, value } of await shop.rows(payoutsToRecover)) {
    const some = beyond.filter((row) => row.order_id === order_id && row.line_number === line_number)
    expect(total(some.map(({ beyond_amount }) => beyond_amount))).toBe(Number(value))
  }
  expect(beyond.map(({ payout_id }) => payout_id)).toEqual(['p1', 'p2', 'p4'])
})

test('a refund and its chargeback stay listed once the chargeback is won back, as no loss', async () => {
  const wonBack = { ...chargeback, payout_id: 'p5', kind: 'chargeback_reversal', paid_at: '2026-03-10' }
  const rows = await (await given({ ...bought, payouts: [refund, chargeback, wonBack] })).rows(
    doubleDipPayouts,
  )

  expect(
    rows.map(({ place, kind, paid_so_far, is_over_paid }) => [place, kind, paid_so_far, is_over_paid]),
  ).toEqual([
    [1, 'refund', '40.0000', false],
    [2, 'chargeback', '90.0000', false],
    [3, 'chargeback_reversal', '40.0000', false],
  ])
})

test('a line refunded in parts, or never beyond its value, is none', async () => {
  const rest = { ...refund, payout_id: 'p6', amount: 10 }

  expect(await (await given({ ...bought, payouts: [refund, rest] })).rows(doubleDipPayouts)).toEqual([])
})
