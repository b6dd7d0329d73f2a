import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { payouts } from '../../../models/marts/payouts.ts'
import { given } from '../given.ts'

const order = { orders: [{ order_id: 'o1', items_amount: 100, total_amount: 100 }] }
const lines = (...prices: (number | string)[]) => ({
  order_lines: prices.map((price, index) => ({ line_number: index + 1, unit_price_amount: price })),
})

describe('the payout ledger', () => {
  test('keeps a payout on the line it names', async () => {
    const shop = await given({
      ...order,
      ...lines(60, 40),
      payouts: [{ line_number: 2, amount: '12.34', claim_id: 'k1', paid_at: '2026-01-15 09:00' }],
    })

    expect(await shop.row(payouts)).toMatchObject({
      order_id: 'o1',
      line_number: 2,
      customer_id: 'c1',
      claim_id: 'k1',
      paid_on: '2026-01-15',
      kind: 'refund',
      amount: '12.3400',
      is_spread: false,
      cost_amount: '12.3400',
      double_paid_amount: '0.0000',
      is_cost: true,
    })
  })

  test('spreads a payout without a line by net value to the cent, the cents left to those cut most', async () => {
    const shop = await given({ ...order, ...lines(50, 30, 20), payouts: [{ amount: '10.01' }] })

    // 5.005, 3.003, 2.002: the cent left goes to the first line, which was cut by half a cent.
    expect(await shop.rows(payouts)).toMatchObject([
      { line_number: 1, amount: '5.0100', is_spread: true },
      { line_number: 2, amount: '3.0000', is_spread: true },
      { line_number: 3, amount: '2.0000', is_spread: true },
    ])
  })

  test('gives cents that lines were cut alike for to the earlier lines', async () => {
    const shop = await given({ ...order, ...lines(10, 10, 10), payouts: [{ amount: '10.01' }] })

    expect((await shop.rows(payouts)).map(({ amount }) => amount)).toEqual(['3.3400', '3.3400', '3.3300'])
  })

  test('spreads evenly where all lines are worth nothing', async () => {
    const shop = await given({ ...order, ...lines(0, 0), payouts: [{ amount: '5.01' }] })

    expect((await shop.rows(payouts)).map(({ amount }) => amount)).toEqual(['2.5100', '2.5000'])
  })

  test('keeps a payout of an order that has no lines, or has not arrived, on no line', async () => {
    const shop = await given({ payouts: [{ amount: 7 }] })

    expect(await shop.row(payouts)).toMatchObject({ line_number: null, customer_id: null, amount: '7.0000' })
  })

  test('values a payout on its own day, and on the order’s day to compare with what was paid', async () => {
    const shop = await given({
      orders: [{ ordered_at: '2026-01-01 10:00', currency: 'EUR' }],
      ...lines(100),
      payouts: [{ amount: 100, currency: 'EUR', paid_at: '2026-01-15 09:00' }],
      fx_rates: [
        { day: '2026-01-01', currency: 'EUR', rate: '1.05' },
        { day: '2026-01-15', currency: 'EUR', rate: '1.10' },
      ],
    })

    expect(await shop.row(payouts)).toMatchObject({ amount: '110.0000', order_day_amount: '105.0000' })
  })
})

describe('the cost of payouts', () => {
  const costs = async (...made: (readonly [string, number])[]) => {
    const shop = await given({
      ...order,
      ...lines(100),
      payouts: made.map(([kind, amount], index) => ({
        payout_id: `p${index}`,
        kind,
        amount,
        line_number: 1,
        paid_at: `2026-01-${10 + index}`,
      })),
    })
    return (await shop.rows(payouts)).map((row) => [Number(row.cost_amount), Number(row.double_paid_amount)])
  }

  test('counts a refund and the chargeback for it once', async () => {
    expect(await costs(['refund', 100], ['chargeback', 100])).toEqual([
      [100, 0],
      [0, 100],
    ])
  })

  test('counts of a chargeback what it takes beyond the refund before it, in either order', async () => {
    expect(await costs(['refund', 30], ['chargeback', 100])).toEqual([
      [30, 0],
      [70, 30],
    ])
    expect(await costs(['chargeback', 100], ['refund', 30])).toEqual([
      [100, 0],
      [0, 30],
    ])
  })

  test('takes back by a reversal what the chargeback had cost', async () => {
    expect(await costs(['chargeback', 100], ['chargeback_reversal', 100])).toEqual([
      [100, 0],
      [-100, 0],
    ])
    expect(await costs(['refund', 100], ['chargeback', 100], ['chargeback_reversal', 100])).toEqual([
      [100, 0],
      [0, 100],
      [0, -100],
    ])
  })

  test('counts two refunds, credit and fees in full', async () => {
    expect(await costs(['refund', 60], ['refund', 60], ['credit', 10], ['chargeback_fee', 20])).toEqual([
      [60, 0],
      [60, 0],
      [10, 0],
      [20, 0],
    ])
  })

  test('counts a reship by the goods sent again, its freight being the parcel’s', async () => {
    const shop = await given({
      ...order,
      order_lines: [{ quantity: 2, unit_price_amount: 50, unit_cost_amount: 18 }],
      shipments: [{ shipment_id: 's9', is_reship: true, freight_amount: 5 }],
      shipment_lines: [{ shipment_id: 's9', quantity: 1 }],
      payouts: [{ kind: 'reship', amount: 23, line_number: 1 }],
    })

    expect(await shop.row(payouts)).toMatchObject({
      amount: '23.0000',
      goods_cost_amount: '18.0000',
      cost_amount: '18.0000',
    })
  })

  test('counts a reship in full where its parcel is not known', async () => {
    expect(await costs(['reship', 23])).toEqual([[23, 0]])
  })
})

test('whatever is paid on whatever lines, the ledger holds exactly that', { timeout: 120_000 }, async () => {
  const cents = fc.integer({ min: 0, max: 500_000 })
  const tenThousandths = fc.oneof(
    fc.integer({ min: 0, max: 30_000_000 }),
    cents.map((amount) => amount * 100),
    fc.constant(999_999_999_999),
  )
  const prices = fc.array(fc.oneof(cents, fc.constant(0)), { maxLength: 6 })
  const made = fc.record({
    kind: fc.constantFrom(
      'refund',
      'reship',
      'credit',
      'chargeback',
      'chargeback_fee',
      'chargeback_reversal',
    ),
    amount: tenThousandths,
    line: fc.option(fc.integer({ min: 1, max: 6 })),
    currency: fc.constantFrom('USD', 'EUR'),
  })
  const shopOrders = fc.array(fc.record({ prices, made: fc.array(made, { maxLength: 4 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  const rate = 1.08345678

  await fc.assert(
    fc.asyncProperty(shopOrders, async (all) => {
      const shop = await given({
        orders: all.map((_, o) => ({ order_id: `o${o}` })),
        order_lines: all.flatMap(({ prices }, o) =>
          prices.map((price, index) => ({
            order_id: `o${o}`,
            line_number: index + 1,
            unit_price_amount: (price / 100).toFixed(2),
          })),
        ),
        payouts: all.flatMap(({ made }, o) =>
          made.map(({ kind, amount, line, currency }, index) => ({
            payout_id: `o${o}p${index}`,
            order_id: `o${o}`,
            kind,
            line_number: line,
            amount: (amount / 10_000).toFixed(4),
            currency,
          })),
        ),
        fx_rates: ['2026-01-01', '2026-01-15'].map((day) => ({ day, currency: 'EUR', rate: String(rate) })),
      })
      const rows = await shop.rows(payouts)

      for (const [o, { prices, made }] of all.entries()) {
        for (const [index, { kind, amount, line, currency }] of made.entries()) {
          const held = rows.filter(({ payout_id }) => payout_id === `o${o}p${index}`)
          const whole =
            currency === 'USD' ? BigInt(amount) : halfUp(BigInt(amount) * 108345678n, 100_000_000n)
          expect(sum(held.map((row) => units(row.amount)))).toBe(whole)
          expect(held.map((row) => row.line_number)).toEqual(
            line !== null ? [line] : prices.length > 0 ? prices.map((_, place) => place + 1) : [null],
          )
          for (const row of held) {
            const sign = kind === 'chargeback_reversal' ? -1n : 1n
            if (kind !== 'reship')
              expect(units(row.cost_amount) + units(row.double_paid_amount)).toBe(sign * units(row.amount))
            if (row.is_spread) expectFairShare(row, whole, prices)
          }
        }
      }
    }),
    // Each run is a shop of its own, too slow to shrink; the seed repeats it.
    { numRuns: 12, endOnFailure: true },
  )
})

/** A share is cut by less than a cent, gains at most one, and holds the whole’s part below a cent or lacks it. */
function expectFairShare(
  row: { amount: string; line_number: number | null },
  whole: bigint,
  prices: readonly number[],
): void {
  const total = prices.reduce((a, b) => a + b, 0)
  const weight = total === 0 ? 1 : (prices[Number(row.line_number) - 1] as number)
  const exact = (whole * BigInt(weight)) / BigInt(total === 0 ? prices.length : total)
  const off = units(row.amount) - exact
  expect(off >= -200n && off <= 200n).toBe(true)
}

const units = (amount: string): bigint => BigInt(amount.replace('.', ''))
const sum = (all: readonly bigint[]): bigint => all.reduce((a, b) => a + b, 0n)
const halfUp = (value: bigint, by: bigint): bigint => (2n * value + by) / (2n * by)
