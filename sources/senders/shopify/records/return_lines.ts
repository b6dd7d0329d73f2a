import { instant, integer, text } from '../../../../warehouse/columns.ts'
import { feed } from '../../../feed.ts'
import { recordIn } from '../../document.ts'
import type { ForeignRecord } from '../../sender.ts'
import { idAt, idOf } from '../identity.ts'
import { firstTold, type Reader, tells, word } from '../readings.ts'
import { returnsOfOrders } from './of_orders.ts'

/** Pieces of a line item that a return brings back. */
export const returnLines: ForeignRecord = {
  record: feed({
    name: 'shopify_return_lines',
    about: 'Pieces of a line item that a return of the shopify sender brings back.',
    key: ['return_line_id'],
    happenedAt: [],
    columns: {
      return_line_id: text('The line of the return.').required(),
      return_id: text('The return.').required(),
      line_item_id: text('The line item.').required(),
      quantity: integer('Pieces that come back.').required(),
      reason: text('Why, in the words of Shopify’s first list.'),
      reason_handle: text('Why, in the words of the newer list, which a shop may add to.'),
      comment: text('The customer’s own words.').onErasure('words'),
      updated_at: instant('When the return, or the order it was sent with, was last changed.'),
    },
  }),
  headers: {},
  mappedBy: { partOf: returnsOfOrders, by: ['return_id'] },
}

export const readReturnLine: Reader = (node, place) =>
  tells(node, 'quantity', ['fulfillment_line_item.line_item', 'line_item'])
    ? [
        recordIn(returnLines, node, {
          return_line_id: idOf(node),
          return_id: place.return,
          line_item_id: idAt(node, 'fulfillment_line_item.line_item', 'line_item'),
          reason: word(node.return_reason),
          reason_handle: word(firstTold(node, 'return_reason_definition.handle')),
          comment: firstTold(node, 'customer_note', 'return_reason_note'),
          updated_at: place.asOf,
        }),
      ]
    : []
