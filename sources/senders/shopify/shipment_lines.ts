import { shipmentLines as feed } from '../../feeds/shipment_lines.ts'
import { landed, type Mapping } from '../sender.ts'
import { parcelId, parcels } from './parcels.ts'
import { fulfillmentLines } from './records/fulfillment_lines.ts'

/** The goods of a fulfillment, all in its first parcel: which of several they are in is not told. */
export const shipmentLines: Mapping = {
  feed,
  select: `
    select p.file_number, ${parcelId} as shipment_id, p.order_id, l.line_item_id as line_number, l.quantity,
      greatest(p.version_at, l.version_at) as updated_at
    from (${parcels}) p join ${landed(fulfillmentLines)} l using (fulfillment_id)
    where p.place = 1 and l.quantity > 0`,
}
