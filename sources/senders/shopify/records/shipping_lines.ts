import { instant, money, text } from '../../../../warehouse/columns.ts'
import { feed } from '../../../feed.ts'
import { recordIn, valueAt } from '../../document.ts'
import type { ForeignRecord } from '../../sender.ts'
import { idOf } from '../identity.ts'
import { amountsIn, firstTold, type Reader, tells } from '../readings.ts'

/** What an order charges for shipping. */
export const shippingLines: ForeignRecord = {
  record: feed({
    name: 'shopify_shipping_lines',
    about: 'A charge for shipping of an order of the shopify sender.',
    key: ['shipping_line_id'],
    happenedAt: [],
    columns: {
      shipping_line_id: text('The charge.').required(),
      order_id: text('The order.').required(),
      amount: money('The charge after discount; with tax where prices include it.').required(),
      taxes: text('The taxes on it, as a list of amounts.'),
      updated_at: instant('When the order was last changed that the charge was sent with.'),
    },
  }),
  headers: {},
  mappedBy: ['order_id'],
}

export const readShippingLine: Reader = (node, { order, asOf }) =>
  tells(node, 'id', ['discounted_price_set', 'original_price_set', 'price_set', 'price'])
    ? [
        recordIn(shippingLines, node, {
          shipping_line_id: idOf(node),
          order_id: order,
          amount:
            node.is_removed === true
              ? '0'
              : firstTold(
                  node,
                  'discounted_price_set.shop_money.amount',
                  'discounted_price',
                  'original_price_set.shop_money.amount',
                  'price_set.shop_money.amount',
                  'price',
                ),
          taxes: amountsIn(valueAt(node, 'tax_lines'), 'price'),
          updated_at: asOf,
        }),
      ]
    : []
