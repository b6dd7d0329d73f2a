import { trackingEvents as feed } from '../../feeds/tracking_events.ts'
import { landed, type Mapping } from '../sender.ts'
import { nameSigned, proofBySignature } from '../signature.ts'
import { scans } from './scans.ts'
import { eventStatus, tellsNothing } from './statuses.ts'
import { trackers } from './trackers.ts'

const gramsOfOunce = '28.349523125'

/**
 * Of entries that are one event the one that tells most is it, then the first by its words: that does not depend on
 * which was loaded first.
 */
export const trackingEvents: Mapping = {
  feed,
  select: `
    with told as (
      select file_number, carrier, tracking_number, occurred_at, ${eventStatus} as status, facility, city, region,
        postal_code, country, detail
      from ${landed(scans)} where not (${tellsNothing} and coalesce(status_detail, '') not in ('damaged', 'lost'))
    ), events as (
      select * from told qualify row_number() over (
        partition by carrier, tracking_number, occurred_at, status, facility
        order by (city is null)::int + (region is null)::int + (postal_code is null)::int + (country is null)::int,
          detail, city, region, postal_code, country
      ) = 1
    )
    select e.*,
      case when e.status = 'delivered' then ${proofBySignature('signed_by')} end as proof,
      case when e.status = 'delivered' then ${nameSigned('signed_by')} end as signed_by,
      case when e.status <> 'label_created' then round(weight_ounces * ${gramsOfOunce}, 1) end as weight_grams
    from events e left join ${landed(trackers)} using (carrier, tracking_number)
    where is_test is not true`,
}
