import { describe, expect, it } from 'vitest'
import { kpis } from '../../../models/metrics/kpis.ts'
import { marginWaterfall } from '../../../models/metrics/margin_waterfall.ts'
import { recorded } from '../../../models/metrics/recorded.ts'
import { given, type RecordsGiven } from '../given.ts'
import { figuresOf } from './figures.ts'

/** A shop of which only sales, returns and refunds are known, as a till or an invoice book has them. */
const till: RecordsGiven = {
  orders: [{ items_amount: 50, total_amount: 50 }],
  order_lines: [{ unit_price_amount: 50 }],
  returns: [{ requested_at: '2026-01-10 00:00' }],
  return_lines: [{ received_at: '2026-01-12 00:00' }],
  payouts: [{ return_id: 'r1', line_number: 1, amount: 50, paid_at: '2026-01-15 00:00' }],
}
/** The same with a parcel, which was delivered. */
const sent: RecordsGiven = {
  ...till,
  shipments: [{ shipped_at: '2026-01-02' }],
  tracking_events: [{ status: 'delivered' }],
}

describe('a figure', () => {
  it('whose feed was never loaded is no data, not 0', async () => {
    const told = new Set((await (await given(till)).rows(kpis)).map(({ metric }) => metric))

    expect([...told].sort()).toEqual([
      'days_to_receive',
      'days_to_refund',
      'days_to_return',
      'decay_cost',
      'margin_recovery',
      'payout_rate',
      'repeat_rate',
      'return_rate',
      'return_rate_by_orders',
      'return_rate_by_pieces',
    ])
  })

  it('is 0 once that feed has a record, though it be of another kind', async () => {
    const [before, after] = [await given(sent), await given({ ...sent, contacts: [{ topic: 'product' }] })]

    expect((await figuresOf(before))('wismo_per_thousand_orders')).toEqual([0, 0])
    expect((await figuresOf(after))('wismo_per_thousand_orders')).toEqual([0, 1])
  })

  it('that adds up a column is no data while no record states it', async () => {
    const stating = (recovered_amount: number) => ({
      ...till,
      return_lines: [{ received_at: '2026-01-12 00:00', recovered_amount }],
    })

    expect((await figuresOf(await given(till)))('recovery_rate')).toEqual([0, 0])
    expect((await figuresOf(await given(stating(0))))('recovery_rate')).toEqual([0, 50])
    expect((await figuresOf(await given(stating(20))))('recovery_rate')).toEqual([20, 50])
  })

  it('takes parcels for lost only where somebody reports what becomes of parcels', async () => {
    const unscanned = { ...till, shipments: [{ shipped_at: '2026-01-02' }] }

    expect((await figuresOf(await given(unscanned)))('loss_rate')).toEqual([0, 0])
    expect((await figuresOf(await given({ ...unscanned, tracking_events: [{}] })))('loss_rate')).toEqual([
      1, 1,
    ])
  })

  it('of margin needs the cost of goods, of lines or of products', async () => {
    const costs = [
      { order_lines: [{ unit_price_amount: 50, unit_cost_amount: 20 }] },
      { products: [{ unit_cost: 20 }] },
    ]

    expect(await (await given(till)).rows(marginWaterfall)).toEqual([])
    for (const cost of costs)
      expect((await figuresOf(await given({ ...till, ...cost })))('net_margin_after_returns')).toEqual([
        50 - 20 - 50,
        null,
      ])
  })
})

it('what was recorded is told by feed and column', async () => {
  const rows = await (await given({ ...till, products: [{ unit_cost: 20 }] })).rows(recorded)

  expect(rows.map(({ source }) => source)).toEqual([
    'payouts',
    'products.unit_cost',
    'return_lines',
    'return_lines.received_at',
  ])
})

it('a credit note that names no order is request and refund in one, and tells no time to refund', async () => {
  const invoice = { stock_code: 'shirt', customer_id: 'c1', unit_price: 30 }
  const figure = await figuresOf(
    await given({
      orders: [{ ordered_at: '2026-01-01 00:00' }],
      order_lines: [{ sku: 'shirt', unit_price_amount: 30 }],
      returns: [{ return_id: 'C2', order_id: 'C2', requested_at: '2026-01-10 00:00' }],
      return_lines: [{ return_id: 'C2', order_id: 'C2' }],
      payouts: [{ order_id: 'C2', return_id: 'C2', line_number: 1, amount: 30, paid_at: '2026-01-10 00:00' }],
      online_retail_lines: [
        { ...invoice, invoice_no: 'o1', quantity: 1, invoiced_at: '2026-01-01 00:00' },
        { ...invoice, invoice_no: 'C2', quantity: -1, invoiced_at: '2026-01-10 00:00' },
      ],
    }),
  )

  expect(figure('return_rate')).toEqual([30, 30])
  expect(figure('days_to_refund')).toEqual([0, 0])
})
