import { instant, integer, money, text } from '../../warehouse/columns.ts'
import { feed } from '../feed.ts'

export const orderLines = feed({
  name: 'order_lines',
  about: 'One item of an order, with its quantity.',
  key: ['order_id', 'line_number'],
  happenedAt: [],
  columns: {
    order_id: text('The order.').required().refersTo('orders.order_id'),
    line_number: integer('The place of the line in its order, from 1.').required().atLeast(1),
    sku: text('The item ordered.').required().refersTo('products.sku'),
    quantity: integer('Pieces ordered.').required().atLeast(1),
    unit_price_amount: money('Price of one piece before discount.').required().atLeast(0),
    discount_amount: money('Discount given on the whole line.').atLeast(0),
    unit_cost_amount: money('What one piece cost the shop; where missing, the product’s unit_cost.').atLeast(
      0,
    ),
    updated_at: instant('When the record was last changed.'),
  },
})
