import { returnLines as feed } from '../../feeds/return_lines.ts'
import { landed, type Mapping } from '../sender.ts'
import { acceptedReturns } from './accepted_returns.ts'
import { reasonOf } from './reasons.ts'
import { dispositions } from './records/dispositions.ts'
import { refundLines } from './records/refund_lines.ts'
import { refunds, returnedRefunds } from './records/refunds.ts'
import { returnLines as records } from './records/return_lines.ts'
import { reverseOrders } from './records/reverse_orders.ts'
import { translated } from './sql.ts'

/** Whether goods that were not restocked, or wait for it, went elsewhere is not told. */
const becameOf = `case when type in ('not_restocked', 'processing_required', 'missing') then null
  else ${translated('type', { restocked: 'restock' })} end`

/**
 * The pieces of each line item that a return brings back. What became of them is told by the lines of the reverse
 * fulfillment order, else by a refund that put them back into stock.
 */
export const returnLines: Mapping = {
  feed,
  select: `
    with asked as (
      select return_id, line_item_id, sum(quantity)::bigint as quantity,
        arg_max(${reasonOf('l')}, (quantity, -return_line_id::bigint)) as reason,
        string_agg(distinct nullif(trim(comment), ''), ' / ' order by nullif(trim(comment), '')) as comment,
        max(version_at) as version_at
      from ${landed(records)} l where quantity > 0 group by return_id, line_item_id
    ),
    disposals as (
      select o.return_id, d.line_item_id, d.version_at,
        unnest(from_json(dispositions, '[{"type": "VARCHAR", "quantity": "BIGINT"}]'), recursive := true)
      from ${landed(dispositions)} d join ${landed(reverseOrders)} o using (reverse_order_id)
    ),
    disposed as (
      select return_id, line_item_id, coalesce(sum(quantity) filter (where type <> 'missing'), 0)::bigint as received,
        arg_max(${becameOf}, quantity) as disposition, max(version_at) as version_at
      from disposals where quantity > 0 group by return_id, line_item_id
    ),
    restocked as (
      select t.return_id, l.line_item_id, sum(l.quantity)::bigint as received, min(r.created_at) as received_at,
        max(greatest(l.version_at, r.version_at, t.version_at)) as version_at
      from ${landed(refundLines)} l
      join ${landed(refunds)} r using (refund_id)
      join ${landed(returnedRefunds)} t on t.refund_id = l.refund_id
      where l.restock_type in ('return', 'legacy_restock') and l.quantity > 0
      group by t.return_id, l.line_item_id
    )
    select r.file_number, r.return_id, r.order_id, l.line_item_id as line_number, l.quantity, l.reason, l.comment,
      restocked.received_at,
      case when r.is_cancelled then 0 else coalesce(disposed.received, restocked.received) end as received_quantity,
      case when disposed.received = 0 then 'empty' end as grade,
      coalesce(disposed.disposition, case when restocked.received > 0 then 'restock' end) as disposition,
      restocked.received_at as disposed_at,
      greatest(r.version_at, l.version_at, disposed.version_at, restocked.version_at) as updated_at
    from (${acceptedReturns}) r
    join asked l using (return_id)
    left join disposed on disposed.return_id = l.return_id and disposed.line_item_id = l.line_item_id
    left join restocked on restocked.return_id = l.return_id and restocked.line_item_id = l.line_item_id`,
}
