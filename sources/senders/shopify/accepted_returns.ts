import { landed } from '../sender.ts'
import { orders } from './records/orders.ts'
import { returnStates, returns } from './records/returns.ts'

/**
 * SQL of the returns that the shop agreed to: those that are open or closed, and those cancelled once they were
 * open, of which nothing came back. One that is only asked for is none yet; one that was declined never was.
 */
export const acceptedReturns = `
  select s.return_id, s.order_id, s.file_number, r.created_at, r.approved_at, s.status = 'canceled' as is_cancelled,
    case when lower(o.source_name) in ('pos', '129785') then 'store' else 'mail' end as method,
    greatest(s.version_at, r.version_at, o.version_at) as version_at
  from ${landed(returnStates)} s
  join ${landed(returns)} r using (return_id)
  left join ${landed(orders)} o on o.order_id = s.order_id
  where o.is_test is distinct from true
    and s.return_id in (select return_id from ${returnStates.record.raw.name} where status in ('open', 'closed'))
    and s.status in ('open', 'closed', 'canceled')`
