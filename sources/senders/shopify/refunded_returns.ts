import { landed } from '../sender.ts'
import { fulfillmentLines } from './records/fulfillment_lines.ts'
import { fulfillments } from './records/fulfillments.ts'
import { orders } from './records/orders.ts'
import { refundLines } from './records/refund_lines.ts'
import { refunds, returnedRefunds } from './records/refunds.ts'
import { returns } from './records/returns.ts'

/**
 * SQL of the lines of refunds by which goods came back though no return was told, as REST tells none: those restocked as
 * returned, and older ones restocked without saying which that were sent before. Goods that are taken out of the
 * order before they are sent, and goods that are not restocked, did not come back as far as is told.
 */
export const refundedReturnLines = `
  with sent as (
    select l.line_item_id, min(f.created_at) as sent_at
    from ${landed(fulfillmentLines)} l join ${landed(fulfillments)} f using (fulfillment_id)
    where f.status = 'success' group by l.line_item_id
  )
  select l.refund_id, coalesce(t.return_id, 'refund-' || l.refund_id) as return_id, r.order_id, r.file_number, l.refund_line_id,
    l.line_item_id, l.quantity, r.created_at,
    case when lower(o.source_name) in ('pos', '129785') then 'store' else 'mail' end as method,
    greatest(l.version_at, r.version_at, o.version_at) as version_at
  from ${landed(refundLines)} l
  join ${landed(refunds)} r using (refund_id)
  left join ${landed(orders)} o on o.order_id = r.order_id
  left join sent using (line_item_id)
  left join ${landed(returnedRefunds)} t on t.refund_id = l.refund_id
  anti join ${landed(returns)} told on told.return_id = t.return_id
  where l.quantity > 0 and o.is_test is distinct from true
    and (l.restock_type = 'return' or (l.restock_type = 'legacy_restock' and sent.sent_at <= r.created_at))`
