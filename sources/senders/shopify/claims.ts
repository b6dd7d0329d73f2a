import { claims as feed } from '../../feeds/claims.ts'
import { landed, type Mapping } from '../sender.ts'
import { claimTypes, otherReasons } from './dispute_reasons.ts'
import { disputes } from './records/disputes.ts'
import { orders } from './records/orders.ts'
import { translated } from './sql.ts'

/** SQL of the disputes of orders that are no test, whether they claim that something is wrong with the goods. */
export const disputesOfOrders = `
  select d.*, d.reason is not null and d.reason not in (${otherReasons.map((reason) => `'${reason}'`).join(', ')})
      as is_claim
  from ${landed(disputes)} d left join ${landed(orders)} o using (order_id)
  where o.is_test is distinct from true`

/** Every dispute in which the payer says that something went wrong with the goods. */
export const claims: Mapping = {
  feed,
  select: `
    select file_number, 'dispute-' || dispute_id as claim_id, order_id, initiated_at as claimed_at,
      ${translated('reason', claimTypes)} as type, 'chargeback' as channel, amount, currency,
      coalesce(network_reason, reason) as chargeback_reason, version_at as updated_at
    from (${disputesOfOrders}) where is_claim`,
}
