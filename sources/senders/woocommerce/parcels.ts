import { instant, text } from '../../../warehouse/columns.ts'
import { feed } from '../../feed.ts'
import type { ForeignRecord } from '../sender.ts'

/** A parcel, where an extension for tracking notes it with its order. */
export const woocommerceParcels = feed({
  name: 'woocommerce_parcels',
  about: 'A parcel noted with an order of the woocommerce sender.',
  key: ['order_id', 'tracking_number'],
  happenedAt: [],
  columns: {
    order_id: text('The order.').required(),
    tracking_number: text('The carrier’s number for it.').required(),
    carrier: text('The carrier that delivers it.'),
    shipped_at: instant('The day that it was sent on.'),
    updated_at: instant('When the order was last changed.').required(),
  },
})

export const parcels: ForeignRecord = {
  record: woocommerceParcels,
  headers: {},
  mappedBy: ['order_id'],
}
