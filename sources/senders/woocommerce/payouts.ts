import { payouts as feed } from '../../feeds/payouts.ts'
import type { Mapping } from '../sender.ts'
import { refunded } from './refunded.ts'

/** Every refund, on a line of the order where it is of that line alone, to the last decimal. */
export const payouts: Mapping = {
  feed,
  select: `
    with ${refunded}, of_one_line as (
      select refund_id, any_value(line_number) as line_number, sum(amount) as amount
      from refund_lines where amount > 0 group by refund_id having count(*) = 1
    )
    select r.file_number, r.refund_id as payout_id, r.order_id, one.line_number,
      case when r.refund_id in (select refund_id from taken_back) then r.refund_id end as return_id,
      refunded_at as paid_at, 'refund' as kind, r.amount, currency, changed_at as updated_at
    from refunded r left join of_one_line one on one.refund_id = r.refund_id and one.amount = r.amount`,
}
