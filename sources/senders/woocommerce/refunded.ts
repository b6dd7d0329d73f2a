import { landed } from '../sender.ts'
import { orderVersions } from './order_versions.ts'
import { refundLines } from './refund_lines.ts'
import { refundMentions } from './refund_mentions.ts'
import { refunds } from './refunds.ts'

/**
 * Common table expressions: `refunded`, each refund of a known order, whose currency it has; and `taken_back`, the
 * pieces that it takes back by line of the order. A refund that the order alone tells of was made when the order first
 * had it, as far as is known.
 */
export const refunded = `mentioned as (
    select refund_id, order_id, max(file_number) as file_number, max(amount) as amount,
      min(updated_at) as seen_at, max(updated_at) as changed_at
    from ${landed(refundMentions)} group by refund_id, order_id
  ), currencies as (
    select order_id, any_value(currency) as currency from ${landed(orderVersions)} group by order_id
  ), refunded as (
    select mentioned.*, currency, coalesce(r.refunded_at, seen_at) as refunded_at
    from mentioned join currencies using (order_id) left join ${landed(refunds)} r on r.refund_id = mentioned.refund_id
  ), refund_lines as (
    select refund_id, line_number, sum(abs(quantity)) as quantity, -sum(total + coalesce(total_tax, 0)) as amount
    from ${landed(refundLines)} where line_number is not null group by refund_id, line_number
  ), taken_back as (
    select * exclude (amount) from refund_lines where quantity > 0
  )`
