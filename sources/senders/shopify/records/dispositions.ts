import { instant, text } from '../../../../warehouse/columns.ts'
import { feed } from '../../../feed.ts'
import { objectsIn, recordIn } from '../../document.ts'
import type { ForeignRecord } from '../../sender.ts'
import { idAt, idOf } from '../identity.ts'
import { type Reader, tells, word } from '../readings.ts'
import { reverseOrders } from './reverse_orders.ts'

/** What became of the returned pieces of a line item: a line of a reverse fulfillment order. */
export const dispositions: ForeignRecord = {
  record: feed({
    name: 'shopify_dispositions',
    about: 'What became of the returned pieces of a line item of the shopify sender.',
    key: ['reverse_line_id'],
    happenedAt: [],
    columns: {
      reverse_line_id: text('The line of the reverse fulfillment order.').required(),
      reverse_order_id: text('The reverse fulfillment order.').required(),
      line_item_id: text('The line item.').required(),
      dispositions: text('What was done with how many pieces, as a list.'),
      updated_at: instant('When the return, or the order it was sent with, was last changed.'),
    },
  }),
  headers: {},
  mappedBy: { partOf: reverseOrders, by: ['reverse_order_id'] },
}

export const readReverseLine: Reader = (node, place) =>
  place.reverseOrder !== undefined && tells(node, 'dispositions', 'fulfillment_line_item.line_item')
    ? [
        recordIn(dispositions, node, {
          reverse_line_id: idOf(node),
          reverse_order_id: place.reverseOrder,
          line_item_id: idAt(node, 'fulfillment_line_item.line_item'),
          dispositions: objectsIn(node.dispositions).map(({ type, quantity }) => ({
            type: word(type),
            quantity,
          })),
          updated_at: place.asOf,
        }),
      ]
    : []
