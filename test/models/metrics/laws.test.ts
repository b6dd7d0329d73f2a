import fc from 'fast-check'
import { expect, test } from 'vitest'
import { metrics } from '../../../models/metrics/all.ts'
import { kpis } from '../../../models/metrics/kpis.ts'
import { marginRecoveryByRoute } from '../../../models/metrics/margin_recovery_by_route.ts'
import { marginWaterfall } from '../../../models/metrics/margin_waterfall.ts'
import { payoutsByKind } from '../../../models/metrics/payouts_by_kind.ts'
import { given, type RecordsGiven } from '../given.ts'

const amount = fc.integer({ min: 0, max: 5_000_000 }).map((units) => (units / 10_000).toFixed(4))
const day = fc
  .integer({ min: 0, max: 150 })
  .map((days) => new Date(Date.UTC(2026, 0, 1 + days, 12)).toISOString().slice(0, 16))
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const word = <T extends string>(...words: T[]) => fc.constantFrom(...words)
const many = <T>(value: fc.Arbitrary<T>) => fc.array(value, { maxLength: 3 })
const currency = word('USD', 'EUR')

/** What may happen to one order; events may lack their order, their day or their amount. */
const anyOrder = fc.record({
  order: fc.record({
    ordered_at: day,
    channel: word('web', 'app'),
    ship_region: maybe(word('CA', 'NY')),
    currency,
    items_amount: amount,
    total_amount: amount,
    payment_fee_amount: maybe(amount),
    cancelled_at: maybe(day),
  }),
  isKnown: fc.boolean(),
  prices: many(amount),
  shipments: many(
    fc.record({ shipped_at: maybe(day), freight_amount: maybe(amount), is_reship: fc.boolean(), currency }),
  ),
  returns: many(
    fc.record({
      requested_at: day,
      label_amount: maybe(amount),
      received_at: maybe(day),
      disposed_at: maybe(day),
      reason: maybe(word('fit', 'size')),
      recovered_amount: maybe(amount),
      processing_amount: maybe(amount),
    }),
  ),
  payouts: many(
    fc.record({
      kind: word('refund', 'reship', 'credit', 'chargeback', 'chargeback_fee', 'chargeback_reversal'),
      amount,
      paid_at: day,
      line_number: maybe(fc.integer({ min: 1, max: 3 })),
      isForReturn: fc.boolean(),
      currency,
    }),
  ),
  claims: many(fc.record({ amount, claimed_at: day, type: word('not_received', 'damaged') })),
  decided: many(fc.record({ finding: word('abuse', 'legitimate'), action: word('deny', 'approve') })),
  carrierPaid: many(fc.record({ filed_at: day, decided_at: maybe(day), paid_amount: maybe(amount) })),
})
type AnyOrder = typeof anyOrder extends fc.Arbitrary<infer T> ? T : never

/** The orders as records; the first line is returned, and decisions are on the returns. */
const recordsOf = (all: readonly AnyOrder[]): RecordsGiven => {
  const of = <T, R>(
    list: (one: AnyOrder) => readonly T[],
    record: (item: T, id: string, order: string) => R,
  ) => all.flatMap((one, o) => list(one).map((item, index) => record(item, `o${o}-${index}`, `o${o}`)))
  return {
    orders: all.flatMap(({ order, isKnown }, o) => (isKnown ? [{ order_id: `o${o}`, ...order }] : [])),
    order_lines: all.flatMap(({ prices }, o) =>
      prices.map((price, index) => ({
        order_id: `o${o}`,
        line_number: index + 1,
        unit_price_amount: price,
        unit_cost_amount: price,
      })),
    ),
    shipments: of(
      (one) => one.shipments,
      (item, id, order_id) => ({ shipment_id: id, tracking_number: id, order_id, ...item }),
    ),
    returns: of(
      (one) => one.returns,
      ({ requested_at, label_amount }, id, order_id) => ({
        return_id: id,
        order_id,
        requested_at,
        label_amount,
      }),
    ),
    return_lines: of(
      (one) => one.returns,
      ({ requested_at: _, label_amount: __, ...item }, id, order_id) => ({
        return_id: id,
        order_id,
        ...item,
      }),
    ),
    payouts: of(
      (one) => one.payouts,
      ({ isForReturn, ...item }, id, order_id) => ({
        payout_id: id,
        order_id,
        ...item,
        return_id: isForReturn ? `${order_id}-0` : null,
      }),
    ),
    claims: of(
      (one) => one.claims,
      (item, id, order_id) => ({ claim_id: id, order_id, ...item }),
    ),
    decisions: of(
      (one) => one.decided,
      (item, id) => ({ decision_id: id, case_type: 'return', case_id: id, ...item }),
    ),
    carrier_claims: of(
      (one) => one.carrierPaid,
      (item, id) => ({ carrier_claim_id: id, shipment_id: id, ...item }),
    ),
    fx_rates: Array.from({ length: 200 }, (_, days) => ({
      day: new Date(Date.UTC(2026, 0, days)).toISOString().slice(0, 10),
      currency: 'EUR',
      rate: '1.08345678',
    })),
  }
}

test('whatever happens in a shop, its figures add up', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyOrder, { minLength: 1, maxLength: 15 }), async (all) => {
      const shop = await given(recordsOf(all), { asOf: '2026-06-01' })
      const [rows, steps, routes] = [
        await shop.rows(kpis),
        await shop.rows(marginWaterfall),
        await shop.rows(marginRecoveryByRoute),
      ]
      await shop.build(payoutsByKind)
      const whole = (metric: string) =>
        sum(rows.filter((row) => row.metric === metric && row.basis === 'period' && row.dimension === 'all'))

      // The waterfall ends where its steps lead, and the metric says the same.
      const net = steps.filter(({ kind }) => kind === 'net')
      for (const { month, amount } of net)
        expect(total(steps.filter((step) => step.month === month && step.kind !== 'net'))).toBe(units(amount))
      expect(total(net)).toBe(whole('net_margin_after_returns').numerator)

      expect(total(routes)).toBe(whole('margin_recovery').numerator)

      // The members of a dimension make the whole, day by day.
      const dayOf = (row: (typeof rows)[number]) => `${row.metric} ${row.basis} ${row.day}`
      for (const { name, dimensions } of metrics) {
        const ofMetric = rows.filter(({ metric }) => metric === name)
        const wholes = byDay(ofMetric.filter(({ dimension }) => dimension === 'all'))
        for (const one of dimensions)
          expect(byDay(ofMetric.filter(({ dimension }) => dimension === one))).toEqual(wholes)
      }

      function byDay(some: typeof rows) {
        const days = new Map<string, typeof rows>()
        for (const row of some) days.set(dayOf(row), [...(days.get(dayOf(row)) ?? []), row])
        return new Map([...days].map(([key, held]) => [key, sum(held)]))
      }
    }),
    { numRuns: 8 },
  )
})

const units = (amount: string | null): bigint => BigInt((amount ?? '0.0000').replace('.', ''))
const total = (rows: readonly { amount: string }[]): bigint =>
  rows.reduce((all, { amount }) => all + units(amount), 0n)
const sum = (rows: readonly { numerator: string; denominator: string | null }[]) => ({
  numerator: rows.reduce((all, { numerator }) => all + units(numerator), 0n),
  denominator: rows.reduce((all, { denominator }) => all + units(denominator), 0n),
})
