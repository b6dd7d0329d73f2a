import { boolean, instant, integer, money, number, text } from '../../../../warehouse/columns.ts'
import { feed } from '../../../feed.ts'
import { recordIn } from '../../document.ts'
import type { ForeignRecord } from '../../sender.ts'
import { idAt, idOf } from '../identity.ts'
import { amountsIn, firstTold, type Reader, tells } from '../readings.ts'

/** A line item of an order. */
export const orderLines: ForeignRecord = {
  record: feed({
    name: 'shopify_order_lines',
    about: 'A line item of an order of the shopify sender.',
    key: ['line_item_id'],
    happenedAt: [],
    columns: {
      line_item_id: text('The line item.').required(),
      order_id: text('The order.').required(),
      sku: text('The item as it is stocked; items that the shop gave none have none.'),
      variant_id: text('The variant sold; an item made up for the order has none.'),
      product_id: text('The product sold.'),
      title: text('What the item is called in the shop.'),
      quantity: integer('Pieces ordered, also those removed later.').required(),
      unit_price_amount: money('Price of one before discount; with tax where prices include it.').required(),
      discounts: text('The parts of the order’s discounts that fall on the line, as a list of amounts.'),
      taxes: text('The taxes on the line, as a list of amounts.'),
      weight_grams: number('Weight of one, in grams.'),
      is_gift_card: boolean('Whether it is a gift card.'),
      updated_at: instant('When the order was last changed that the line was sent with.'),
    },
  }),
  headers: { weight_grams: 'grams' },
  mappedBy: ['order_id'],
}

export const readOrderLine: Reader = (node, { order, asOf }) =>
  tells(node, 'quantity', ['original_unit_price_set', 'price_set', 'price'])
    ? [
        recordIn(orderLines, node, {
          line_item_id: idOf(node),
          order_id: order,
          variant_id: idAt(node, 'variant', 'variant_id'),
          product_id: idAt(node, 'product', 'variant.product', 'product_id'),
          sku: firstTold(node, 'sku', 'variant.sku'),
          unit_price_amount: firstTold(
            node,
            'original_unit_price_set.shop_money.amount',
            'price_set.shop_money.amount',
            'price',
          ),
          discounts: amountsIn(node.discount_allocations, 'allocated_amount', 'amount'),
          taxes: amountsIn(node.tax_lines, 'price'),
          is_gift_card: firstTold(node, 'is_gift_card', 'gift_card'),
          updated_at: asOf,
        }),
      ]
    : []
