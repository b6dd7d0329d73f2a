import { trackingEvents as feed } from '../../feeds/tracking_events.ts'
import { landed, type Mapping } from '../sender.ts'
import { carrier, parcels } from './parcels.ts'
import { fulfillmentEvents } from './records/fulfillment_events.ts'
import { translated } from './sql.ts'

const statuses = {
  label_purchased: 'label_created',
  label_printed: 'label_created',
  confirmed: 'label_created',
  carrier_picked_up: 'picked_up',
  picked_up: 'picked_up',
  in_transit: 'in_transit',
  out_for_delivery: 'out_for_delivery',
  attempted_delivery: 'delivery_attempted',
  ready_for_pickup: 'available_for_pickup',
  delayed: 'exception',
  failure: 'exception',
  delivered: 'delivered',
}

/** Every event of a fulfillment that has a parcel to follow. */
export const trackingEvents: Mapping = {
  feed,
  select: `
    select p.file_number, ${carrier} as carrier, p.parcel.number as tracking_number, e.happened_at as occurred_at,
      ${translated('e.status', statuses)} as status, e.city, e.region, e.postal_code,
      case when regexp_full_match(e.country, '[A-Za-z]{2}') then upper(e.country) end as country,
      case when e.longitude is not null then e.latitude end as latitude,
      case when e.latitude is not null then e.longitude end as longitude,
      e.message as detail
    from (${parcels}) p join ${landed(fulfillmentEvents)} e using (fulfillment_id)
    where p.place = 1`,
}
