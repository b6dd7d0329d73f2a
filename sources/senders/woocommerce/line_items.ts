import { instant, integer, money, text } from '../../../warehouse/columns.ts'
import { feed } from '../../feed.ts'
import type { ForeignRecord } from '../sender.ts'

/** A line item of an order, as it was in each version of the order. */
export const woocommerceLineItems = feed({
  name: 'woocommerce_line_items',
  about: 'A line item of an order of the woocommerce sender.',
  key: ['order_id', 'line_number'],
  happenedAt: [],
  columns: {
    order_id: text('The order.').required(),
    line_number: integer('The id of the line item, which no other line of the shop has.').required(),
    sku: text('The item, by its SKU, else by its product.').required(),
    style: text('The product whose variation it is.'),
    name: text('What the item is called.').required(),
    quantity: integer('Pieces ordered.').required(),
    subtotal: money('Its value before discount and tax.').required(),
    total: money('Its value after discount, before tax.').required(),
    updated_at: instant('When the order was last changed.').required(),
  },
})

export const lineItems: ForeignRecord = {
  record: woocommerceLineItems,
  headers: { line_number: 'id' },
  mappedBy: ['order_id'],
}
