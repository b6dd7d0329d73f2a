import { landed } from '../sender.ts'
import { orders } from './records/orders.ts'
import { refunds, returnedRefunds } from './records/refunds.ts'
import { refundTransactions } from './records/transactions.ts'
import { refundedReturnLines } from './refunded_returns.ts'

/**
 * SQL of what each refund paid: the sum of its transactions that went through, or Shopify's total where no
 * transaction is told. Amounts are whole ten-thousandths, so that they can be divided without losing one.
 */
export const settledRefunds = `
  with moved as (
    select refund_id, sum(amount) filter (went_through) as amount, min(processed_at) filter (went_through) as paid_at,
      min(currency) as currency, max(version_at) as version_at,
      case when count(distinct gateway) filter (went_through) = 1 then any_value(gateway) filter (went_through) end
        as method
    from (
      select *, kind = 'refund' and status = 'success' and is_test is distinct from true as went_through
      from ${landed(refundTransactions)}
    ) group by refund_id
  ),
  goods_back as (select distinct refund_id, return_id from (${refundedReturnLines}))
  select r.refund_id, r.order_id, r.file_number, coalesce(moved.paid_at, r.created_at) as paid_at,
    coalesce(moved.currency, r.currency) as currency, moved.method,
    coalesce(t.return_id, goods_back.return_id) as return_id, o.taxes_included,
    cast(coalesce(case when moved.refund_id is null then r.total_amount else moved.amount end, 0) * 10000 as hugeint)
      as paid,
    greatest(r.version_at, moved.version_at, t.version_at, o.version_at) as version_at
  from ${landed(refunds)} r
  left join moved using (refund_id)
  left join goods_back using (refund_id)
  left join ${landed(returnedRefunds)} t on t.refund_id = r.refund_id
  left join ${landed(orders)} o on o.order_id = r.order_id
  where o.is_test is distinct from true`
