import { trackingEvents as feed } from '../../feeds/tracking_events.ts'
import { distinctEvents } from '../distinct_events.ts'
import { landed, type Mapping } from '../sender.ts'
import { nameSigned, proofBySignature } from '../signature.ts'
import { scans } from './scans.ts'
import { eventStatus, tellsNothing } from './statuses.ts'
import { trackers } from './trackers.ts'

const gramsOfOunce = '28.349523125'

/** Every entry that tells something of the parcel. */
const told = `
  select file_number, carrier, tracking_number, occurred_at, ${eventStatus} as status, facility, city, region,
    postal_code, country, detail
  from ${landed(scans)} where not (${tellsNothing})`

export const trackingEvents: Mapping = {
  feed,
  select: `
    select e.*,
      case when e.status = 'delivered' then ${proofBySignature('signed_by')} end as proof,
      case when e.status = 'delivered' then ${nameSigned('signed_by')} end as signed_by,
      case when e.status <> 'label_created' then round(weight_ounces * ${gramsOfOunce}, 1) end as weight_grams
    from (${distinctEvents(told)}) e left join ${landed(trackers)} using (carrier, tracking_number)
    where is_test is not true`,
}
