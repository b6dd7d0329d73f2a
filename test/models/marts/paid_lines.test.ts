import { describe, expect, test } from 'vitest'
import { paidLines } from '../../../models/marts/paid_lines.ts'
import { given } from '../given.ts'

describe('paid lines', () => {
  test('set what was paid out beside what the customer was charged for the line', async () => {
    const shop = await given({
      orders: [{ items_amount: 100, tax_amount: 10, shipping_charged_amount: 5, total_amount: 115 }],
      order_lines: [
        { line_number: 1, unit_price_amount: 60 },
        { line_number: 2, unit_price_amount: 40 },
      ],
      payouts: [
        { payout_id: 'p1', line_number: 1, kind: 'refund', amount: 69, paid_at: '2026-01-10' },
        { payout_id: 'p2', line_number: 1, kind: 'chargeback', amount: 69, paid_at: '2026-01-20' },
        { payout_id: 'p3', line_number: 1, kind: 'chargeback_fee', amount: 15, paid_at: '2026-01-20' },
      ],
    })

    expect(await shop.row(paidLines)).toEqual({
      order_id: 'o1',
      line_number: 1,
      paid_by_customer: '69.0000',
      refunded: '69.0000',
      reshipped: '0.0000',
      credited: '0.0000',
      charged_back: '69.0000',
      reversed: '0.0000',
      paid_out: '138.0000',
      over_paid: '69.0000',
      kinds: 'chargeback, chargeback_fee, refund',
      payouts: 3,
      first_paid_at: '2026-01-10 00:00:00',
      last_paid_at: '2026-01-20 00:00:00',
    })
  })

  const overPaid = async (...made: object[]) => {
    const shop = await given({
      orders: [{ items_amount: 50, total_amount: 50 }],
      order_lines: [{ unit_price_amount: 50 }],
      payouts: made.map((payout, index) => ({ payout_id: `p${index}`, line_number: 1, ...payout })),
    })
    return (await shop.row(paidLines)).over_paid
  }

  test('see a refund and a reship as a double dip, the reship at cost of goods and freight', async () => {
    expect(await overPaid({ kind: 'refund', amount: 50 }, { kind: 'reship', amount: 23 })).toBe('23.0000')
  })

  test('take a lone reship, however dear, for no double dip, but a second one beyond the price', async () => {
    const reship = { kind: 'reship', amount: 60 }
    expect(await overPaid(reship)).toBe('0.0000')
    expect(await overPaid(reship, reship)).toBe('70.0000')
  })

  test('take a reversal off', async () => {
    expect(
      await overPaid(
        { kind: 'refund', amount: 50 },
        { kind: 'chargeback', amount: 50 },
        { kind: 'chargeback_reversal', amount: 50 },
      ),
    ).toBe('0.0000')
  })

  test('take no change of rates for a double dip', async () => {
    const shop = await given({
      orders: [{ ordered_at: '2026-01-01', currency: 'EUR', items_amount: 100, total_amount: 100 }],
      order_lines: [{ unit_price_amount: 100 }],
      payouts: [{ amount: 100, currency: 'EUR', paid_at: '2026-01-15' }],
      fx_rates: [
        { day: '2026-01-01', currency: 'EUR', rate: '1.05' },
        { day: '2026-01-15', currency: 'EUR', rate: '1.10' },
      ],
    })

    expect(await shop.row(paidLines)).toMatchObject({ paid_by_customer: '105.0000', over_paid: '0.0000' })
  })

  test('take no rounding of spread payouts for a double dip', async () => {
    const shop = await given({
      orders: [{ items_amount: 100, total_amount: 100 }],
      order_lines: [1, 2, 3].map((line_number) => ({ line_number, unit_price_amount: '33.3333' })),
      payouts: [
        { payout_id: 'p1', amount: 50 },
        { payout_id: 'p2', amount: 50 },
      ],
    })

    // 33.34, 33.33 and 33.33 were charged; 2 × (16.67, 16.67, 16.66) was paid out.
    expect(await shop.rows(paidLines)).toMatchObject([
      { paid_by_customer: '33.3400', paid_out: '33.3400', over_paid: '0.0000' },
      { paid_by_customer: '33.3300', paid_out: '33.3400', over_paid: '0.0000' },
      { paid_by_customer: '33.3300', paid_out: '33.3200', over_paid: '0.0000' },
    ])
  })

  test('keep payouts of an order without lines', async () => {
    const shop = await given({ payouts: [{ amount: 7 }] })

    expect(await shop.row(paidLines)).toMatchObject({
      line_number: null,
      paid_by_customer: null,
      paid_out: '7.0000',
      over_paid: '0.0000',
    })
  })
})
