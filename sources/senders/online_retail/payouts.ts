import { payouts as feed } from '../../feeds/payouts.ts'
import { landed, type Mapping } from '../sender.ts'
import { isCredit, isDiscount, isGoods, isShipping, value } from './kinds.ts'
import { lines } from './lines.ts'

/** Every credited line of goods or shipping as a refund, and every later discount as a credit. */
export const payouts: Mapping = {
  feed,
  select: `
    select file_number, invoice_no || '-' || line_number as payout_id, invoice_no as order_id, line_number,
      case when ${isGoods} then invoice_no end as return_id, invoiced_at as paid_at,
      case when ${isDiscount} then 'credit' else 'refund' end as kind, -(${value}) as amount,
      'GBP' as currency, invoiced_at as updated_at
    from ${landed(lines)} where ${isCredit} and (${isGoods} or ${isShipping} or ${isDiscount})`,
}
