import { instant, integer, money, text } from '../../../../warehouse/columns.ts'
import { feed } from '../../../feed.ts'
import { recordIn } from '../../document.ts'
import type { ForeignRecord } from '../../sender.ts'
import { idAt, idOf } from '../identity.ts'
import { type Reader, shopMoney, tells, word } from '../readings.ts'
import { refundsOfOrders } from './of_orders.ts'

/** Pieces of a line item that a refund is for. */
export const refundLines: ForeignRecord = {
  record: feed({
    name: 'shopify_refund_lines',
    about: 'Pieces of a line item that a refund of the shopify sender is for.',
    key: ['refund_line_id'],
    happenedAt: [],
    columns: {
      refund_line_id: text('The line of the refund.').required(),
      refund_id: text('The refund.').required(),
      line_item_id: text('The line item.').required(),
      quantity: integer('Pieces refunded.').required(),
      restock_type: text('What became of the goods: return, cancel, no_restock or legacy_restock.'),
      subtotal_amount: money('What the pieces cost, in the shop’s money.'),
      tax_amount: money('The tax on it, in the shop’s money.'),
      presented_currency: text('Currency that the customer was shown, ISO 4217.'),
      presented_subtotal_amount: money('What the pieces cost, in that currency.'),
      presented_tax_amount: money('The tax on it, in that currency.'),
      updated_at: instant('When the refund, or the order it was sent with, was last changed.'),
    },
  }),
  headers: {
    presented_currency: 'subtotal_set.presentment_money.currency_code',
    presented_subtotal_amount: 'subtotal_set.presentment_money.amount',
    presented_tax_amount: 'total_tax_set.presentment_money.amount',
  },
  mappedBy: { partOf: refundsOfOrders, by: ['refund_id'] },
}

export const readRefundLine: Reader = (node, { refund, asOf }) =>
  tells(node, 'id', 'quantity', ['line_item', 'line_item_id'])
    ? [
        recordIn(refundLines, node, {
          refund_line_id: idOf(node),
          refund_id: refund,
          line_item_id: idAt(node, 'line_item', 'line_item_id'),
          restock_type: word(node.restock_type),
          subtotal_amount: shopMoney(node, 'subtotal'),
          tax_amount: shopMoney(node, 'total_tax'),
          updated_at: asOf,
        }),
      ]
    : []
