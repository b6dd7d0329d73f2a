import { returns as feed } from '../../feeds/returns.ts'
import { landed, type Mapping } from '../sender.ts'
import { acceptedReturns } from './accepted_returns.ts'
import { refundLines } from './records/refund_lines.ts'
import { refunds, returnedRefunds } from './records/refunds.ts'
import { reverseDeliveries } from './records/reverse_deliveries.ts'
import { reverseOrders } from './records/reverse_orders.ts'

/** Every return that the shop agreed to, with the latest parcel that brings it back. */
export const returns: Mapping = {
  feed,
  select: `
    with parcels as (
      select return_id, arg_max(carrier, reverse_delivery_id::bigint) as carrier,
        arg_max(tracking_number, reverse_delivery_id::bigint) as tracking_number, max(p.version_at) as version_at
      from ${landed(reverseDeliveries)} p join ${landed(reverseOrders)} l using (reverse_order_id) where tracking_number is not null group by return_id
    ),
    refunded as (
      select t.return_id, max(greatest(t.version_at, r.version_at, l.version_at)) as version_at
      from ${landed(returnedRefunds)} t join ${landed(refunds)} r using (refund_id)
      left join ${landed(refundLines)} l on l.refund_id = t.refund_id
      group by t.return_id
    )
    select r.file_number, r.return_id, r.order_id, r.created_at as requested_at, r.method, p.carrier,
      p.tracking_number, r.approved_at, greatest(r.version_at, p.version_at, refunded.version_at) as updated_at
    from (${acceptedReturns}) r left join parcels p using (return_id)
    left join refunded using (return_id)`,
}
