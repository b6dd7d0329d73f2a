import { describe, expect, it } from 'vitest'
import { customers } from '../../../../models/marts/customers.ts'
import { orderLines } from '../../../../models/marts/order_lines.ts'
import { orders } from '../../../../models/marts/orders.ts'
import { paidLines } from '../../../../models/marts/paid_lines.ts'
import { payouts } from '../../../../models/marts/payouts.ts'
import { returns } from '../../../../models/marts/returns.ts'
import { recordSchema } from '../../../../sources/contract/record.ts'
import { orderLines as orderLinesFeed } from '../../../../sources/feeds/order_lines.ts'
import { given, type RecordsGiven } from '../../given.ts'
import { figuresOf, recordedElsewhere } from '../../metrics/figures.ts'

/** Three shirts of 20, less 10 in all, which cost the shop 8 each; sent for 5 and delivered. */
const sale: RecordsGiven = {
  ...recordedElsewhere,
  orders: [{ items_amount: 50, total_amount: 50 }],
  order_lines: [{ quantity: 3, unit_price_amount: 20, discount_amount: 10, unit_cost_amount: 8 }],
  shipments: [{ shipped_at: '2026-01-02', freight_amount: 5 }],
  tracking_events: [{ status: 'delivered', occurred_at: '2026-01-04 12:00' }],
}
const back = { received_at: '2026-01-15', disposed_at: '2026-01-16' }

describe('a return', () => {
  it('of part of a line takes back that part of its net price, and no more is refunded', async () => {
    const shop = await given({
      ...sale,
      returns: [{}],
      return_lines: [{ quantity: 1, ...back, recovered_amount: 12 }],
      payouts: [{ return_id: 'r1', line_number: 1, amount: '16.67' }],
    })
    const figure = await figuresOf(shop)

    expect(await shop.row(returns)).toMatchObject({ returned_amount: '16.6700', refunded_amount: '16.6700' })
    expect(await shop.row(paidLines)).toMatchObject({ paid_by_customer: '50.0000', over_paid: '0.0000' })
    expect(figure('return_rate')).toEqual([16.67, 50])
    expect(figure('return_rate_by_pieces')).toEqual([1, 3])
    // 50 − 24 of goods − 5 of freight − 16.67 refunded + 12 recovered.
    expect(figure('net_margin_after_returns')).toEqual([16.33, null])
  })

  it('that is not refunded counts as returned, and gains what it recovers', async () => {
    const shop = await given({
      ...sale,
      returns: [{}],
      return_lines: [{ quantity: 3, ...back, recovered_amount: 30 }],
    })
    const figure = await figuresOf(shop)

    expect(await shop.row(returns)).toMatchObject({ refunded_at: null, refunded_amount: '0.0000' })
    expect(await shop.rows(payouts)).toEqual([])
    expect(figure('return_rate')).toEqual([50, 50])
    expect(figure('days_to_refund')).toEqual([0, 0])
    // 50 − 24 − 5 + 30.
    expect(figure('net_margin_after_returns')).toEqual([51, null])
  })

  it('that is exchanged is one sale, sent back, with its second piece as a cost', async () => {
    const shop = await given({
      ...sale,
      returns: [{}],
      return_lines: [{ quantity: 1, reason: 'size', ...back, recovered_amount: 8 }],
      shipments: [
        { shipped_at: '2026-01-02', freight_amount: 5 },
        {
          shipment_id: 's2',
          tracking_number: 't2',
          shipped_at: '2026-01-17',
          freight_amount: 5,
          is_reship: true,
        },
      ],
      shipment_lines: [{ quantity: 3 }, { shipment_id: 's2', quantity: 1 }],
      payouts: [{ kind: 'reship', return_id: 'r1', line_number: 1, amount: 13, paid_at: '2026-01-17' }],
    })
    const figure = await figuresOf(shop)

    expect(await shop.row(orders)).toMatchObject({ parcels: 1, items_amount: '50.0000' })
    expect(await shop.row(returns)).toMatchObject({ refunded_at: null, refunded_amount: '0.0000' })
    expect(await shop.row(paidLines)).toMatchObject({ reshipped: '13.0000', over_paid: '0.0000' })
    expect(figure('return_rate_by_pieces')).toEqual([1, 3])
    expect(figure('return_rate_by_orders')).toEqual([1, 1])
    // 50 − 24 − two parcels of 5 − another shirt of 8 + the shirt of 8 back on the shelf.
    expect(figure('net_margin_after_returns')).toEqual([16, null])
  })
})

describe('a refund', () => {
  it('without a return is a payout and no return', async () => {
    const shop = await given({ ...sale, payouts: [{ line_number: 1, amount: 50 }] })
    const figure = await figuresOf(shop)

    expect(await shop.row(payouts)).toMatchObject({ return_id: null, cost_amount: '50.0000' })
    expect(figure('return_rate')).toEqual([0, 50])
    expect(figure('cost_per_return')).toEqual([0, 0])
    // Freight of 5, and the payout.
    expect(figure('cost_per_order')).toEqual([55, 1])
    expect(figure('net_margin_after_returns')).toEqual([50 - 24 - 5 - 50, null])
  })

  it('in another currency than the order’s is held against it in the reporting currency', async () => {
    const shop = await given({
      ...sale,
      // 100 euros at 1.05 are 105 dollars; the pounds of 15 January are worth 1.25.
      orders: [{ currency: 'EUR', items_amount: 100, total_amount: 100 }],
      order_lines: [{ unit_price_amount: 100, unit_cost_amount: 0 }],
      payouts: [
        { payout_id: 'p1', line_number: 1, amount: 80, currency: 'GBP' },
        { payout_id: 'p2', line_number: 1, amount: 10, currency: 'GBP', paid_at: '2026-01-15 10:00' },
      ],
      fx_rates: [
        { day: '2026-01-01', currency: 'EUR', rate: '1.05' },
        { day: '2026-01-15', currency: 'EUR', rate: '1.20' },
        { day: '2026-01-01', currency: 'GBP', rate: '1.30' },
        { day: '2026-01-15', currency: 'GBP', rate: '1.25' },
      ],
    })
    const figure = await figuresOf(shop)

    expect((await shop.rows(payouts)).map((paid) => [paid.amount, paid.order_day_amount])).toEqual([
      ['100.0000', '100.0000'],
      ['12.5000', '12.5000'],
    ])
    expect(await shop.row(paidLines)).toMatchObject({
      paid_by_customer: '105.0000',
      paid_out: '112.5000',
      over_paid: '7.5000',
    })
    expect(figure('net_margin_after_returns')).toEqual([105 - 5 - 112.5, null])
  })
})

describe('an order cancelled after shipping', () => {
  it('stays a sale, whose refund is a cost', async () => {
    const shop = await given({
      ...sale,
      orders: [{ items_amount: 50, total_amount: 50, cancelled_at: '2026-01-03' }],
      payouts: [{ amount: 50 }],
    })
    const figure = await figuresOf(shop)

    expect(await shop.row(orders)).toMatchObject({ is_shipped: true, cancelled_at: '2026-01-03 00:00:00' })
    expect(figure('return_rate')).toEqual([0, 50])
    expect(figure('delivery_success')).toEqual([1, 1])
    expect(figure('net_margin_after_returns')).toEqual([50 - 24 - 5 - 50, null])
    expect(await shop.row(customers)).toMatchObject({ orders: 1, items_amount: '50.0000' })
  })
})

describe('lines', () => {
  /** A shirt of 30 with a free gift, and a voucher of 5 as a line that is discounted by more than its price. */
  const odd: RecordsGiven = {
    ...sale,
    orders: [{ items_amount: 25, total_amount: 25 }],
    order_lines: [
      { line_number: 1, unit_price_amount: 30 },
      { line_number: 2, unit_price_amount: 0, unit_cost_amount: 2 },
      { line_number: 3, unit_price_amount: 0, discount_amount: 5 },
    ],
  }

  it('of no price and below it add up to their order, and take no share of a payout', async () => {
    const shop = await given({ ...odd, payouts: [{ amount: 25 }] })
    const figure = await figuresOf(shop)

    expect((await shop.rows(orderLines)).map(({ net_amount }) => net_amount)).toEqual([
      '30.0000',
      '0.0000',
      '-5.0000',
    ])
    expect(await shop.warnings(orders)).toEqual([])
    expect((await shop.rows(payouts)).map(({ amount }) => amount)).toEqual(['25.0000', '0.0000', '0.0000'])
    expect((await shop.rows(paidLines)).map(({ over_paid }) => Number(over_paid))).toEqual([0, 0, 0])
    expect(figure('return_rate')).toEqual([0, 25])
    expect(figure('net_margin_after_returns')).toEqual([25 - 2 - 5 - 25, null])
  })

  it('of no price come back for nothing, but as pieces', async () => {
    const figure = await figuresOf(
      await given({ ...odd, returns: [{}], return_lines: [{ line_number: 2, ...back }] }),
    )

    expect(figure('return_rate')).toEqual([0, 25])
    expect(figure('return_rate_by_pieces')).toEqual([1, 3])
  })

  it('of an order that is free tell of no rate by value, and divide nothing by zero', async () => {
    const shop = await given({
      ...sale,
      orders: [{}],
      order_lines: [{ unit_price_amount: 0 }],
      returns: [{}],
      return_lines: [{ ...back }],
      payouts: [{ amount: '0.01' }],
    })
    const figure = await figuresOf(shop)

    expect(figure('return_rate')).toEqual([0, 0])
    expect(figure('recovery_rate')).toEqual([0, 0])
    expect(await shop.row(paidLines)).toMatchObject({ paid_by_customer: '0.0000' })
  })

  it('of no pieces, or fewer, are refused by the contract: what comes back is a return', () => {
    const schema = recordSchema(orderLinesFeed, { timeZone: 'UTC', currency: 'USD', today: '2026-06-01' })
    const faultsOf = (quantity: number) =>
      schema
        .safeParse({ order_id: 'o1', line_number: 1, sku: 'sku1', unit_price_amount: 5, quantity })
        .error?.issues.map(({ path }) => path)

    expect(faultsOf(1)).toBeUndefined()
    expect(faultsOf(0)).toEqual([['quantity']])
    expect(faultsOf(-1)).toEqual([['quantity']])
  })
})
