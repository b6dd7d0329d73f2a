import { expect, test } from 'vitest'
import { stockWaits } from '../../../models/metrics/stock_waits.ts'
import { given, type RecordsGiven } from '../given.ts'
import { figuresOf, total } from './figures.ts'

const shop: RecordsGiven = {
  orders: [{ ordered_at: '2026-01-01 10:00' }],
  products: [
    { sku: 'shirt', category: 'shirts' },
    { sku: 'phone', category: 'phones' },
  ],
  order_lines: [
    { line_number: 1, sku: 'shirt', unit_price_amount: 100 },
    { line_number: 2, sku: 'shirt', unit_price_amount: 50 },
    { line_number: 3, sku: 'phone', unit_price_amount: 300 },
  ],
  returns: [{}],
  return_lines: [
    { line_number: 1, received_at: '2026-01-10', sellable_at: '2026-01-20' },
    { line_number: 2, received_at: '2026-01-05', sellable_at: '2026-01-20' },
    { line_number: 3, received_at: '2026-02-01' },
    // Not here yet, and of a sale that is not known
    { line_number: 9, received_at: '2026-01-20', sellable_at: '2026-01-21' },
    { line_number: 8 },
  ],
}
const settings = {
  stock: { waitDays: 14, perCategory: { phones: { monthlyDepreciation: 0.08, waitDays: 5 } } },
}
const asOf = '2026-02-16'

test('goods wait from arrival until they are on sale again, or until now, and lose by the rule of their category', async () => {
  const rows = await (await given(shop, { settings, asOf })).rows(stockWaits)

  expect(rows).toEqual([
    {
      day: '2026-01-20',
      category: 'shirts',
      is_waiting: false,
      lines: 2,
      late_lines: 1,
      days_waited: 25,
      returned_amount: '150.0000',
      // 100 × 3% × 10 ÷ 30 and 50 × 3% × 15 ÷ 30
      decay_amount: '1.7500',
      wait_days: 14,
      monthly_depreciation: 0.03,
    },
    {
      day: '2026-01-21',
      category: 'not known',
      is_waiting: false,
      lines: 1,
      late_lines: 0,
      days_waited: 1,
      returned_amount: '0.0000',
      decay_amount: '0.0000',
      wait_days: 14,
      monthly_depreciation: 0.03,
    },
    {
      day: '2026-02-16',
      category: 'phones',
      is_waiting: true,
      lines: 1,
      late_lines: 1,
      days_waited: 15,
      returned_amount: '300.0000',
      // 300 × 8% × 15 ÷ 30
      decay_amount: '12.0000',
      wait_days: 5,
      monthly_depreciation: 0.08,
    },
  ])
})

test('what waiting cost is the decay cost of the metrics, to the cent', async () => {
  const built = await given(shop, { settings, asOf })
  const figure = await figuresOf(built)
  const lost = (await built.rows(stockWaits)).map(({ decay_amount }) => decay_amount)

  expect([total(lost), null]).toEqual(figure('decay_cost'))
})
