import { returns as feed } from '../../feeds/returns.ts'
import { landed, type Mapping } from '../sender.ts'
import { isCredit, isGoods } from './kinds.ts'
import { lines } from './lines.ts'

/** Every credit note that takes goods back. It names no order, so it stands as its own. */
export const returns: Mapping = {
  feed,
  select: `
    select file_number, invoice_no as return_id, invoice_no as order_id, min(invoiced_at) as requested_at,
      'mail' as method, max(invoiced_at) as updated_at
    from ${landed(lines)} where ${isCredit} and ${isGoods}
    group by file_number, invoice_no`,
}
