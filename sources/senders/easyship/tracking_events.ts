import { trackingEvents as feed } from '../../feeds/tracking_events.ts'
import { distinctEvents } from '../distinct_events.ts'
import { landed, type Mapping } from '../sender.ts'
import { checkpoints } from './checkpoints.ts'

/** Whether a checkpoint tells something of the parcel, and not of its label’s price. */
const tells =
  "lower(status) not in ('pending tracking event', 'cancelled, pending refund', 'cancelled and refunded')"

const told = `
  select file_number, carrier, tracking_number, occurred_at,
    case lower(status)
      when 'tracking information received' then 'label_created'
      when 'in transit to customer' then 'in_transit'
      when 'out for delivery' then 'out_for_delivery'
      when 'delivered' then 'delivered'
      when 'exception' then 'exception'
      else status end as status,
    null::varchar as facility, city, region, postal_code, country, detail
  from ${landed(checkpoints)} where ${tells}`

export const trackingEvents: Mapping = { feed, select: distinctEvents(told) }
