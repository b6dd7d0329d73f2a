import { instant, text } from '../../../../warehouse/columns.ts'
import { feed } from '../../../feed.ts'
import { carrierCodeOf } from '../../carrier_codes.ts'
import { recordIn, valueAt } from '../../document.ts'
import type { ForeignRecord } from '../../sender.ts'
import { idOf } from '../identity.ts'
import { type Reader, tells } from '../readings.ts'
import { reverseOrders } from './reverse_orders.ts'

/** The parcel that brings returned goods back. */
export const reverseDeliveries: ForeignRecord = {
  record: feed({
    name: 'shopify_reverse_deliveries',
    about: 'A parcel that brings goods of a return of the shopify sender back.',
    key: ['reverse_delivery_id'],
    happenedAt: [],
    columns: {
      reverse_delivery_id: text('The reverse delivery.').required(),
      reverse_order_id: text('The reverse fulfillment order.').required(),
      carrier: text('The carrier that brings the goods back.'),
      tracking_number: text('The carrier’s number for the parcel.'),
      updated_at: instant('When the return, or the order it was sent with, was last changed.'),
    },
  }),
  headers: { tracking_number: 'deliverable.tracking.number' },
  mappedBy: { partOf: reverseOrders, by: ['reverse_order_id'] },
}

export const readReverseDelivery: Reader = (node, place) =>
  place.reverseOrder !== undefined && tells(node, 'deliverable')
    ? [
        recordIn(reverseDeliveries, node, {
          reverse_delivery_id: idOf(node),
          reverse_order_id: place.reverseOrder,
          carrier: carrierCodeOf(valueAt(node, 'deliverable.tracking.carrier_name')),
          updated_at: place.asOf,
        }),
      ]
    : []
