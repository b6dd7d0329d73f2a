import { instant, integer, text } from '../../../../warehouse/columns.ts'
import { feed } from '../../../feed.ts'
import { recordIn } from '../../document.ts'
import type { ForeignRecord } from '../../sender.ts'
import { idAt, idOf, typeInGid } from '../identity.ts'
import { type Reader, tells } from '../readings.ts'
import { fulfillmentsOfOrders } from './of_orders.ts'

/** Pieces of a line item in a fulfillment. */
export const fulfillmentLines: ForeignRecord = {
  record: feed({
    name: 'shopify_fulfillment_lines',
    about: 'The pieces of a line item that a fulfillment of the shopify sender sends.',
    key: ['fulfillment_id', 'line_item_id'],
    happenedAt: [],
    columns: {
      fulfillment_id: text('The fulfillment.').required(),
      line_item_id: text('The line item.').required(),
      quantity: integer('Pieces sent.').required(),
      updated_at: instant('When what they were sent with was last changed.'),
    },
  }),
  headers: {},
  mappedBy: { partOf: fulfillmentsOfOrders, by: ['fulfillment_id'] },
}

export const readFulfillmentLine: Reader = (node, { fulfillment, asOf }) => {
  const isOwn = typeInGid(node.id) === 'FulfillmentLineItem'
  return fulfillment !== undefined && tells(node, 'quantity') && (!isOwn || tells(node, 'line_item'))
    ? [
        recordIn(fulfillmentLines, node, {
          fulfillment_id: fulfillment,
          line_item_id: isOwn ? idAt(node, 'line_item') : idOf(node),
          updated_at: asOf,
        }),
      ]
    : []
}
