import { landed } from '../sender.ts'
import { fulfillments } from './records/fulfillments.ts'
import { orders } from './records/orders.ts'

/**
 * SQL of the parcels of fulfillments, each with its place in the list of its fulfillment. Goods that travel under no
 * number are no parcel to follow.
 */
export const parcels = `
  select * from (
    select f.* exclude (parcels), unnest(from_json(f.parcels, '[{"company": "VARCHAR", "number": "VARCHAR"}]')) as parcel,
      unnest(range(1, json_array_length(f.parcels)::bigint + 1)) as place
    from ${landed(fulfillments)} f left join ${landed(orders)} o using (order_id)
    where o.is_test is distinct from true
  ) where parcel.number <> ''`

/** The first parcel goes by the id of its fulfillment, and the goods and events of all are told of it. */
export const parcelId = "p.fulfillment_id || case when p.place > 1 then '-' || p.place else '' end"

export const carrier = "coalesce(nullif(trim(p.parcel.company), ''), 'unknown')"
