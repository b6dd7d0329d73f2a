import { describe, expect, test } from 'vitest'
import { returnLines } from '../../../models/marts/return_lines.ts'
import { type GivenOptions, given } from '../given.ts'

const sale = {
  orders: [{ ordered_at: '2026-01-01 10:00' }],
  order_lines: [{ quantity: 3, unit_price_amount: 20, discount_amount: 10, unit_cost_amount: 8 }],
  products: [{ category: 'shirts', weight_grams: 200 }],
  returns: [{ requested_at: '2026-01-10 09:00' }],
}

describe('return lines', () => {
  test('hold their part of the sale, to the cent, and the way from the dock to the shelf', async () => {
    const shop = await given({
      ...sale,
      return_lines: [
        {
          quantity: 2,
          received_at: '2026-01-15 06:00',
          received_quantity: 2,
          received_weight_grams: 395,
          sellable_at: '2026-01-17 18:00',
          grade: 'like_new',
          disposition: 'restock',
          recovered_amount: 30,
        },
      ],
    })

    expect(await shop.row(returnLines)).toMatchObject({
      sold_order_id: 'o1',
      sold_line_number: 1,
      customer_id: 'c1',
      sku: 'sku1',
      category: 'shirts',
      requested_on: '2026-01-10',
      received_on: '2026-01-15',
      // 2 of 3 pieces of 50.00
      returned_amount: '33.3300',
      cost_amount: '16.0000',
      expected_weight_grams: 400,
      days_to_sellable: 2.5,
      recovered_amount: '30.0000',
      processing_amount: '0.0000',
    })
  })

  test('are worth at most the whole line', async () => {
    const shop = await given({ ...sale, return_lines: [{ quantity: 4, received_quantity: 4 }] })

    expect(await shop.row(returnLines)).toMatchObject({ returned_amount: '50.0000' })
    expect(await shop.warnings(returnLines)).toEqual(['no more comes back of a line than was sold'])
  })

  test('convert at the day the goods arrived, else the day of the request', async () => {
    const shop = await given({
      ...sale,
      return_lines: [
        { line_number: 1, currency: 'EUR', processing_amount: 10, received_at: '2026-01-15 06:00' },
        { line_number: 2, currency: 'EUR', processing_amount: 10 },
      ],
      fx_rates: [
        { day: '2026-01-10', currency: 'EUR', rate: '1.05' },
        { day: '2026-01-15', currency: 'EUR', rate: '1.10' },
      ],
    })

    const costs = (await shop.rows(returnLines)).map(({ processing_amount }) => processing_amount)
    expect(costs).toEqual(['11.0000', '10.5000'])
  })

  test('of a credit note take the sale that it matches', async () => {
    const invoice = { stock_code: '85123A', customer_id: '17850', unit_price: '2.55' }
    const shop = await given({
      orders: [{ order_id: '536365', customer_id: '17850' }],
      order_lines: [
        { order_id: '536365', line_number: 4, sku: '85123A', quantity: 6, unit_price_amount: '2.55' },
      ],
      returns: [{ return_id: 'C536391', order_id: 'C536391' }],
      return_lines: [{ return_id: 'C536391', order_id: 'C536391', line_number: 2, quantity: 6 }],
      online_retail_lines: [
        { ...invoice, invoice_no: '536365', line_number: 4, quantity: 6, invoiced_at: '2026-01-01' },
        { ...invoice, invoice_no: 'C536391', line_number: 2, quantity: -6, invoiced_at: '2026-01-05' },
      ],
    })

    expect(await shop.row(returnLines)).toMatchObject({
      order_id: 'C536391',
      sold_order_id: '536365',
      sold_line_number: 4,
      customer_id: '17850',
      returned_amount: '15.3000',
    })
  })

  test('stay, without a value, where the sale is not known', async () => {
    const shop = await given({ return_lines: [{ received_at: '2026-01-15', recovered_amount: 5 }] })

    expect(await shop.row(returnLines)).toMatchObject({
      sold_order_id: null,
      customer_id: null,
      requested_at: null,
      returned_amount: null,
      recovered_amount: '5.0000',
    })
  })
})

describe('returned goods that wait', () => {
  const received = { received_at: '2026-01-15 06:00', quantity: 2 }
  const waiting = async (line: object, options: GivenOptions = {}) => {
    const shop = await given({ ...sale, return_lines: [{ ...received, ...line }] }, options)
    const { decay_amount, wait_ended_at } = await shop.row(returnLines)
    return { decay_amount, wait_ended_at }
  }

  test('lose a part of their value for each day until they are on sale again', async () => {
    // 2 of 3 pieces of 50.00 are 33.33; × 3% × 12.5 days ÷ 30 = 0.4166
    expect(
      await waiting({
        disposition: 'restock',
        disposed_at: '2026-01-20 06:00',
        sellable_at: '2026-01-27 18:00',
      }),
    ).toEqual({ decay_amount: '0.4200', wait_ended_at: '2026-01-27 18:00:00' })
  })

  test('go on losing it up to the run’s instant', async () => {
    // 33.33 × 3% × 45 days ÷ 30 = 1.4999
    expect(await waiting({}, { asOf: '2026-03-01 06:00' })).toEqual({
      decay_amount: '1.5000',
      wait_ended_at: null,
    })
    const shelved = { disposition: 'restock', disposed_at: '2026-01-20', sellable_at: '2026-03-10' }
    expect(await waiting(shelved, { asOf: '2026-03-01 06:00' })).toMatchObject({ decay_amount: '1.5000' })
  })

  test('lose it by the rule of their category', async () => {
    const perCategory = { shirts: { monthlyDepreciation: 0.06 }, phones: { monthlyDepreciation: 0.08 } }
    // 33.33 × 6% × 45 days ÷ 30 = 2.9997
    expect(
      await waiting({}, { asOf: '2026-03-01 06:00', settings: { stock: { perCategory } } }),
    ).toMatchObject({ decay_amount: '3.0000' })
  })

  test('wait no longer once they are gone, but while they are to be sold again', async () => {
    const disposed_at = '2026-01-18 06:00'
    expect(await waiting({ disposition: 'liquidate', disposed_at })).toEqual({
      decay_amount: '0.1000',
      wait_ended_at: '2026-01-18 06:00:00',
    })
    expect(await waiting({ disposition: 'refurbish', disposed_at })).toMatchObject({ wait_ended_at: null })
  })

  test('have lost nothing that is known before they arrive', async () => {
    expect(await waiting({}, { asOf: '2026-01-14' })).toEqual({ decay_amount: null, wait_ended_at: null })
    expect(await waiting({ received_at: null })).toEqual({ decay_amount: null, wait_ended_at: null })
  })
})
