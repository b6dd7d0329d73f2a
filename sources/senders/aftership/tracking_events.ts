import { trackingEvents as feed } from '../../feeds/tracking_events.ts'
import { distinctEvents } from '../distinct_events.ts'
import { landed, type Mapping } from '../sender.ts'
import { nameSigned, proofBySignature } from '../signature.ts'
import { checkpoints } from './checkpoints.ts'
import { eventStatus, tellsNothing } from './statuses.ts'
import { trackings } from './trackings.ts'

const grams = `weight * case weight_unit
  when 'kg' then 1000 when 'g' then 1 when 'lb' then 453.59237 when 'oz' then 28.349523125 end`

/** Every checkpoint that tells something of the parcel. */
const told = `
  select file_number, carrier, tracking_number, occurred_at, ${eventStatus} as status, facility, city, region,
    postal_code, country, latitude, longitude, detail, lower(subtag) = 'delivered_003' as is_signed
  from ${landed(checkpoints)} where not (${tellsNothing})`

export const trackingEvents: Mapping = {
  feed,
  select: `
    select e.* exclude (is_signed),
      case when e.status <> 'delivered' then null when is_signed then 'signature'
        else ${proofBySignature('signed_by')} end as proof,
      case when e.status = 'delivered' then ${nameSigned('signed_by')} end as signed_by,
      case when e.status <> 'label_created' then round(${grams}, 1) end as weight_grams
    from (${distinctEvents(told)}) e left join ${landed(trackings)} using (carrier, tracking_number)`,
}
