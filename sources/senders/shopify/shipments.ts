import { shipments as feed } from '../../feeds/shipments.ts'
import { landed, type Mapping } from '../sender.ts'
import { carrier, parcelId, parcels } from './parcels.ts'
import { fulfillmentEvents } from './records/fulfillment_events.ts'

/** Every parcel with a number. One whose fulfillment was cancelled or failed was never handed to the carrier. */
export const shipments: Mapping = {
  feed,
  select: `
    with promises as (
      select fulfillment_id, arg_min(estimated_delivery_at, (happened_at, event_id)) as promised_at,
        max(version_at) as version_at
      from ${landed(fulfillmentEvents)} where estimated_delivery_at is not null group by fulfillment_id
    )
    select p.file_number, ${parcelId} as shipment_id, p.order_id, p.location_id as warehouse_id,
      ${carrier} as carrier, p.parcel.number as tracking_number,
      case when p.status = 'success' then p.created_at end as shipped_at, promises.promised_at,
      greatest(p.version_at, promises.version_at) as updated_at
    from (${parcels}) p left join promises using (fulfillment_id)`,
}
