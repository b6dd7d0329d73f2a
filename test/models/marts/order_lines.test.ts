import { describe, expect, test } from 'vitest'
import { orderLines } from '../../../models/marts/order_lines.ts'
import { given } from '../given.ts'

describe('order lines', () => {
  test('hold pieces times price less discount, and cost and weight of all pieces', async () => {
    const shop = await given({
      orders: [{ ordered_at: '2026-01-02 02:00', channel: 'app' }],
      order_lines: [
        { quantity: 3, unit_price_amount: '19.99', discount_amount: '5', unit_cost_amount: '8.50' },
      ],
      products: [{ category: 'shirts', style: 'S1', size: 'M', unit_cost: 9, weight_grams: 210.5 }],
    })

    expect(await shop.row(orderLines)).toMatchObject({
      channel: 'app',
      category: 'shirts',
      is_final_sale: false,
      net_amount: '54.9700',
      unit_cost_amount: '8.5000',
      cost_amount: '25.5000',
      weight_grams: 631.5,
    })
  })

  test('take the product’s cost where the line states none, and know no cost without either', async () => {
    const shop = await given({
      orders: [{}],
      order_lines: [
        { line_number: 1, sku: 'sku1', quantity: 2 },
        { line_number: 2, sku: 'sku2' },
      ],
      products: [{ sku: 'sku1', unit_cost: '4.25' }],
    })

    expect(await shop.rows(orderLines)).toMatchObject([
      { unit_cost_amount: '4.2500', cost_amount: '8.5000', category: 'shirts' },
      { unit_cost_amount: null, cost_amount: null, category: null },
    ])
  })

  test('convert at the rate of the order’s day in UTC, but fall on the business day of the shop', async () => {
    const shop = await given(
      {
        orders: [{ ordered_at: '2026-01-02 02:00', currency: 'EUR' }],
        order_lines: [{ unit_price_amount: 10, unit_cost_amount: 4 }],
        fx_rates: [{ day: '2026-01-02', currency: 'EUR', rate: '1.08345678' }],
      },
      { settings: { timeZone: 'America/New_York' } },
    )

    expect(await shop.row(orderLines)).toMatchObject({
      ordered_on: '2026-01-01',
      net_amount: '10.8346',
      unit_cost_amount: '4.3338',
    })
  })

  test('wait for their order', async () => {
    const shop = await given({ order_lines: [{ order_id: 'not yet' }] })

    expect(await shop.rows(orderLines)).toEqual([])
  })

  test('warn of a line discounted by more than its price', async () => {
    const shop = await given({
      orders: [{}],
      order_lines: [{ unit_price_amount: 10, discount_amount: '10.01' }],
    })

    expect(await shop.warnings(orderLines)).toEqual(['no line is discounted by more than its price'])
  })
})
