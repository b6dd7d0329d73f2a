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
      subtotal_amount: money('What was paid for the pieces.'),
      tax_amount: money('The tax on it, where prices do not include it.'),
      updated_at: instant('When the refund, or the order it was sent with, was last changed.'),
    },
  }),
  headers: {},
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
