import { text } from '../../../../warehouse/columns.ts'
import { feed } from '../../../feed.ts'
import { recordIn } from '../../document.ts'
import type { ForeignRecord } from '../../sender.ts'
import type { Reader } from '../readings.ts'
import { returnsOfOrders } from './of_orders.ts'

/** Which return a reverse fulfillment order belongs to. It does not name the return itself. */
export const reverseOrders: ForeignRecord = {
  record: feed({
    name: 'shopify_reverse_orders',
    about: 'Which return a reverse fulfillment order of the shopify sender belongs to.',
    key: ['reverse_order_id'],
    happenedAt: [],
    columns: {
      reverse_order_id: text('The reverse fulfillment order.').required(),
      return_id: text('The return.').required(),
    },
  }),
  headers: {},
  mappedBy: { partOf: returnsOfOrders, by: ['return_id'] },
}

export const readReverseOrder: Reader = (node, place) =>
  place.return === undefined
    ? []
    : [recordIn(reverseOrders, node, { reverse_order_id: place.reverseOrder, return_id: place.return })]
