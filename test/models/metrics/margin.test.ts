import { describe, expect, test } from 'vitest'
import { marginRecoveryByRoute } from '../../../models/metrics/margin_recovery_by_route.ts'
import { marginWaterfall } from '../../../models/metrics/margin_waterfall.ts'
import { given } from '../given.ts'
import { figuresOf } from './figures.ts'

/** An order of 100 in January, sent, partly returned and claimed for in February. */
const shop = {
  orders: [{ items_amount: 100, tax_amount: 10, total_amount: 110, payment_fee_amount: 3 }],
  order_lines: [
    { line_number: 1, unit_price_amount: 60, unit_cost_amount: 25 },
    { line_number: 2, unit_price_amount: 40, unit_cost_amount: 15 },
  ],
  shipments: [{ shipped_at: '2026-01-02', freight_amount: 8, pick_pack_amount: 2 }],
  returns: [{ requested_at: '2026-02-01', label_amount: 4 }],
  return_lines: [
    {
      line_number: 1,
      received_at: '2026-02-05',
      disposed_at: '2026-02-06',
      processing_amount: 1,
      recovered_amount: 20,
    },
  ],
  payouts: [
    { payout_id: 'p1', line_number: 1, kind: 'refund', amount: 60, return_id: 'r1', paid_at: '2026-02-07' },
    { payout_id: 'p2', line_number: 2, kind: 'refund', amount: 40, claim_id: 'k1', paid_at: '2026-02-08' },
    {
      payout_id: 'p3',
      line_number: 2,
      kind: 'chargeback',
      amount: 40,
      claim_id: 'k1',
      paid_at: '2026-02-09',
    },
    { payout_id: 'p4', kind: 'chargeback_fee', amount: 15, claim_id: 'k1', paid_at: '2026-02-09' },
  ],
  claims: [{ amount: 40, line_number: 2, claimed_at: '2026-02-08' }],
  carrier_claims: [{ filed_at: '2026-02-10', decided_at: '2026-02-20', claimed_amount: 23, paid_amount: 12 }],
}

describe('the waterfall', () => {
  test('leads from sales to net margin month by month, the refund and its chargeback once', async () => {
    const steps = await (await given(shop)).rows(marginWaterfall)

    expect(steps.map(({ month, step, amount }) => [month.slice(0, 7), step, Number(amount)])).toEqual([
      ['2026-01', 'Sales', 100],
      ['2026-01', 'Cost of goods', -40],
      ['2026-01', 'Picking and packing', -2],
      ['2026-01', 'Freight', -8],
      ['2026-01', 'Payment fees', -3],
      ['2026-01', 'Net margin after returns', 47],
      ['2026-02', 'Refunds for returns', -60],
      ['2026-02', 'Return labels and handling', -5],
      ['2026-02', 'Claim payouts', -40],
      ['2026-02', 'Chargeback fees', -15],
      ['2026-02', 'Recovered from returned stock', 20],
      ['2026-02', 'Carrier reimbursements', 12],
      ['2026-02', 'Net margin after returns', -88],
    ])
  })

  test('ends in the metric of the same name', async () => {
    const figure = await figuresOf(await given(shop))

    expect(figure('net_margin_after_returns')).toEqual([-41, null])
    expect(figure('net_margin_after_returns', { basis: 'cohort' })).toEqual([-41, null])
    expect(figure('net_margin_after_returns', { dimension: 'channel', member: 'web' })).toEqual([-41, null])
  })

  test('takes an order cancelled unsent for no sale, and its refund for no cost', async () => {
    const figure = await figuresOf(
      await given({
        orders: [{ items_amount: 100, cancelled_at: '2026-01-01 11:00', payment_fee_amount: 3 }],
        order_lines: [{ unit_price_amount: 100, unit_cost_amount: 40 }],
        payouts: [{ amount: 110 }],
      }),
    )

    expect(figure('net_margin_after_returns')).toEqual([-3, null])
  })

  test('takes the refund of a credit note off the sale that it takes back', async () => {
    const invoice = { stock_code: 'shirt', customer_id: 'c1', unit_price: 30 }
    const figure = await figuresOf(
      await given({
        orders: [{ items_amount: 60, total_amount: 60 }],
        order_lines: [{ sku: 'shirt', quantity: 2, unit_price_amount: 30, unit_cost_amount: 0 }],
        returns: [{ return_id: 'C2', order_id: 'C2' }],
        return_lines: [{ return_id: 'C2', order_id: 'C2', quantity: 1 }],
        payouts: [{ order_id: 'C2', return_id: 'C2', line_number: 1, amount: 30 }],
        online_retail_lines: [
          { ...invoice, invoice_no: 'o1', line_number: 1, quantity: 2, invoiced_at: '2026-01-01' },
          { ...invoice, invoice_no: 'C2', line_number: 1, quantity: -1, invoiced_at: '2026-01-10' },
        ],
      }),
    )

    expect(figure('net_margin_after_returns', { basis: 'cohort' })).toEqual([30, null])
    expect(figure('return_rate', { basis: 'cohort' })).toEqual([30, 60])
  })
})

test('an order costs what it takes beyond its goods, refunds for returns apart', async () => {
  const figure = await figuresOf(
    await given({
      ...shop,
      contacts: [{ order_id: 'o1', cost_amount: 5 }],
    }),
  )

  // 2 packing, 8 freight, 3 payment, 5 support, 4 label, 1 handling, 40 claim and 15 fee; one order.
  expect(figure('cost_per_order')).toEqual([78, 1])
})

describe('margin recovery', () => {
  const routes = async (records: Parameters<typeof given>[0]) => {
    const shop = await given(records, { settings: { reviewCost: 6 } })
    const rows = await shop.rows(marginRecoveryByRoute)
    const total = (await figuresOf(shop))('margin_recovery')
    return { total, routes: rows.map(({ day, route, amount }) => [day, route, Number(amount)]) }
  }

  test('adds stock, carriers, avoided payouts and reversals, less reviews', async () => {
    const denied = {
      claims: [{ amount: 40, claimed_at: '2026-02-08' }],
      decisions: [{ finding: 'abuse', action: 'deny', decided_at: '2026-02-09' }],
      payouts: [
        { payout_id: 'p1', kind: 'chargeback', amount: 40, claim_id: 'k2', paid_at: '2026-02-20' },
        { payout_id: 'p2', kind: 'chargeback_reversal', amount: 40, claim_id: 'k2', paid_at: '2026-03-20' },
      ],
    }

    expect(await routes({ ...shop, ...denied })).toEqual({
      total: [106, null],
      routes: [
        ['2026-02-06', 'returned_stock', 20],
        ['2026-02-09', 'avoided_payouts', 40],
        ['2026-02-09', 'review_cost', -6],
        ['2026-02-20', 'carrier_claims', 12],
        ['2026-03-20', 'chargeback_reversals', 40],
      ],
    })
  })

  const claim = { orders: [{}], claims: [{ amount: 40 }] }
  const abuse = { finding: 'abuse', action: 'deny', decided_at: '2026-01-13' }
  const avoided = async (records: Parameters<typeof given>[0]) =>
    (await routes(records)).routes.find(([, route]) => route === 'avoided_payouts')?.[2]

  test('avoids only what was not paid anyway, and what a reversal brings back only once', async () => {
    const back = [
      { payout_id: 'p1', kind: 'chargeback', amount: 30, claim_id: 'k1' },
      { payout_id: 'p2', kind: 'chargeback_reversal', amount: 30, claim_id: 'k1', paid_at: '2026-03-01' },
    ]

    expect(await avoided({ ...claim, decisions: [abuse], payouts: back })).toBe(10)
    expect(await avoided({ ...claim, decisions: [abuse], payouts: [{ amount: 50, claim_id: 'k1' }] })).toBe(0)
  })

  test('avoids nothing by a denial that was no finding of abuse, or that an appeal took back', async () => {
    const cleared = { decision_id: 'd2', finding: 'legitimate', action: 'approve', decided_at: '2026-01-20' }

    expect(await avoided({ ...claim, decisions: [{ ...abuse, finding: 'unresolved' }] })).toBeUndefined()
    expect(await avoided({ ...claim, decisions: [abuse, cleared] })).toBeUndefined()
  })

  test('avoids the value of returns found abusive and denied', async () => {
    expect(
      await avoided({
        orders: [{}],
        order_lines: [{ quantity: 2, unit_price_amount: 25 }],
        returns: [{}],
        return_lines: [{ quantity: 2 }],
        decisions: [{ ...abuse, case_type: 'return', case_id: 'r1' }],
        payouts: [{ kind: 'credit', amount: 10, return_id: 'r1' }],
      }),
    ).toBe(40)
  })
})
