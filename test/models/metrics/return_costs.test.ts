import { expect, test } from 'vitest'
import { returnCosts } from '../../../models/metrics/return_costs.ts'
import { given } from '../given.ts'
import { figuresOf, total } from './figures.ts'

test('returns cost labels, handling and support, in all the numerator of cost per return', async () => {
  const shop = await given({
    orders: [{}],
    order_lines: [{ unit_price_amount: 30 }],
    returns: [{ requested_at: '2026-01-10', label_amount: '4.95' }],
    return_lines: [{ received_at: '2026-01-15', processing_amount: '3.10' }],
    contacts: [
      { contact_id: 'q1', order_id: 'o1', topic: 'return', opened_at: '2026-01-11', cost_amount: '6.00' },
      { contact_id: 'q2', order_id: 'o1', topic: 'wismo', opened_at: '2026-01-11', cost_amount: '5.00' },
    ],
  })
  const figure = await figuresOf(shop)
  const rows = await shop.rows(returnCosts)

  expect(rows).toEqual([
    { day: '2026-01-10', part: 'label', amount: '4.9500' },
    { day: '2026-01-11', part: 'support', amount: '6.0000' },
    { day: '2026-01-15', part: 'handling', amount: '3.1000' },
  ])
  expect([total(rows.map(({ amount }) => amount)), 1]).toEqual(figure('cost_per_return'))
})
