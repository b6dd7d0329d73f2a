import { describe, expect, test } from 'vitest'
import { payoutsToRecover } from '../../../models/actions/payouts_to_recover.ts'
import { given, type RecordsGiven } from '../given.ts'

const bought: RecordsGiven = {
  orders: [{ items_amount: 80, total_amount: 80 }],
  order_lines: [
    { line_number: 1, unit_price_amount: 50 },
    { line_number: 2, unit_price_amount: 30 },
  ],
}
const refund = { payout_id: 'p1', line_number: 1, kind: 'refund', amount: 50, paid_at: '2026-01-15 09:00' }
const chargeback = { ...refund, payout_id: 'p2', kind: 'chargeback', paid_at: '2026-02-10 23:30' }

const toRecover = async (payouts: RecordsGiven['payouts'] & object, settings = {}, asOf = '2026-04-01') =>
  (await given({ ...bought, payouts }, { settings, asOf })).rows(payoutsToRecover)

describe('payouts to recover', () => {
  test('are the lines paid out beyond what the customer paid', async () => {
    const other = { payout_id: 'p3', line_number: 2, kind: 'refund', amount: 30 }

    expect(await toRecover([refund, chargeback, other])).toEqual([
      {
        action_id: 'payouts_to_recover/o1/1',
        to_do: 'answer the chargeback',
        why: 'refund and chargeback',
        value: '50.0000',
        // 30 days after the chargeback
        due_on: '2026-03-12',
        order_id: 'o1',
        line_number: 1,
        paid_by_customer: '50.0000',
        paid_out: '100.0000',
        kinds: 'chargeback, refund',
      },
    ])
  })

  test('are asked of the customer where no chargeback stands', async () => {
    const wonBack = { ...chargeback, payout_id: 'p3', kind: 'chargeback_reversal' }
    const again = { ...refund, payout_id: 'p4', amount: 20 }

    const asked = { to_do: 'ask the customer', why: 'paid beyond value', value: '20.0000' }
    expect(await toRecover([refund, again])).toMatchObject([asked])
    expect(await toRecover([refund, chargeback, wonBack, again])).toMatchObject([asked])
  })

  test('stay while overdue, and go once nothing can be got back any more', async () => {
    const both = [refund, chargeback]

    // The chargeback of 10 February, 23:30, and 120 days.
    expect(await toRecover(both, {}, '2026-06-10 23:29')).toMatchObject([{ due_on: '2026-03-12' }])
    expect(await toRecover(both, {}, '2026-06-10 23:30')).toEqual([])
    expect(await toRecover(both, { payoutRecoverableDays: 200 }, '2026-06-10 23:30')).toHaveLength(1)
  })

  test('are due by the settings, on the business day', async () => {
    expect(
      await toRecover([refund, chargeback], { recoverPayoutDays: 7, timeZone: 'Europe/Berlin' }),
    ).toMatchObject([{ due_on: '2026-02-18' }])
  })
})
