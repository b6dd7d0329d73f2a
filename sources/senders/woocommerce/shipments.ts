import { shipments as feed } from '../../feeds/shipments.ts'
import { landed, type Mapping } from '../sender.ts'
import { parcels } from './parcels.ts'

/** Every parcel that is noted with an order. */
export const shipments: Mapping = {
  feed,
  select: `
    select file_number, order_id || '-' || tracking_number as shipment_id, order_id, carrier, tracking_number,
      shipped_at, updated_at
    from ${landed(parcels)}`,
}
