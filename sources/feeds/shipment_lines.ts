import { instant, integer, text } from '../../warehouse/columns.ts'
import { feed } from '../feed.ts'

export const shipmentLines = feed({
  name: 'shipment_lines',
  about: 'The pieces of one order line that a parcel carries.',
  key: ['shipment_id', 'order_id', 'line_number'],
  happenedAt: [],
  columns: {
    shipment_id: text('The parcel.').required().refersTo('shipments.shipment_id'),
    order_id: text('The order.').required().refersTo('orders.order_id'),
    line_number: integer('The line of the order.').required().atLeast(1),
    quantity: integer('Pieces in the parcel.').required().atLeast(1),
    updated_at: instant('When the record was last changed.'),
  },
})
