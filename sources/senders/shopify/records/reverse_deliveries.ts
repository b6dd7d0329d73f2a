import { instant, text } from '../../../../warehouse/columns.ts'
import { feed } from '../../../feed.ts'
import { recordIn } from '../../document.ts'
import type { ForeignRecord } from '../../sender.ts'
import { idOf } from '../identity.ts'
import { type Reader, tells } from '../readings.ts'
import { returnsOfOrders } from './of_orders.ts'

/** The parcel that brings returned goods back. */
export const reverseDeliveries: ForeignRecord = {
  record: feed({
    name: 'shopify_reverse_deliveries',
    about: 'A parcel that brings goods of a return of the shopify sender back.',
    key: ['reverse_delivery_id'],
    happenedAt: [],
    columns: {
      reverse_delivery_id: text('The reverse delivery.').required(),
      return_id: text('The return.').required(),
      carrier: text('The carrier that brings the goods back.'),
      tracking_number: text('The carrier’s number for the parcel.'),
      updated_at: instant('When the return, or the order it was sent with, was last changed.'),
    },
  }),
  headers: { carrier: 'deliverable.tracking.carrier_name', tracking_number: 'deliverable.tracking.number' },
  mappedBy: { partOf: returnsOfOrders, by: ['return_id'] },
}

export const readReverseDelivery: Reader = (node, place) =>
  place.return !== undefined && tells(node, 'deliverable')
    ? [
        recordIn(reverseDeliveries, node, {
          reverse_delivery_id: idOf(node),
          return_id: place.return,
          updated_at: place.asOf,
        }),
      ]
    : []
