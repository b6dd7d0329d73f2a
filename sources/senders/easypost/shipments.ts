import { instant, text } from '../../../warehouse/columns.ts'
import { feed } from '../../feed.ts'
import type { ForeignRecord } from '../sender.ts'

/** A shipment of EasyPost, for what the shop calls it. */
export const easypostShipments = feed({
  name: 'easypost_shipments',
  about: 'A shipment of the easypost sender.',
  key: ['parcel_id'],
  happenedAt: [],
  columns: {
    parcel_id: text('The shipment, as EasyPost calls it.').required(),
    reference: text('What the shop calls it.'),
    updated_at: instant('When it was last changed.'),
  },
})

export const shipments: ForeignRecord = {
  record: easypostShipments,
  headers: { parcel_id: 'id' },
  mappedBy: ['parcel_id'],
}
