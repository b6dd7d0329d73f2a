import { payouts as feed } from '../../feeds/payouts.ts'
import type { Mapping } from '../sender.ts'
import { disputesOfOrders } from './claims.ts'

/**
 * The money of chargebacks. The bank takes it when the payer disputes, and gives it back when the shop wins, or when
 * the charge turns out to have been refunded. An inquiry moves no money.
 */
export const payoutsOfDisputes: Mapping = {
  feed,
  select: `
    with chargebacks as (select * from (${disputesOfOrders}) where type = 'chargeback'),
    moves as (
      select *, '' as suffix, 'chargeback' as kind, initiated_at as paid_at from chargebacks
      union all
      select *, '-won', 'chargeback_reversal', coalesce(finalized_on, version_at) from chargebacks
      where status in ('won', 'charge_refunded')
    )
    select file_number, 'dispute-' || dispute_id || suffix as payout_id, order_id,
      case when is_claim then 'dispute-' || dispute_id end as claim_id, paid_at, kind, amount, currency,
      version_at as updated_at
    from moves`,
}
