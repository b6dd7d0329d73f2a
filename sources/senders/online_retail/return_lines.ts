import { returnLines as feed } from '../../feeds/return_lines.ts'
import { landed, type Mapping } from '../sender.ts'
import { isCredit, isGoods } from './kinds.ts'
import { lines } from './lines.ts'

/** Every credited line of goods, under its own place in the credit note. */
export const returnLines: Mapping = {
  feed,
  select: `
    select file_number, invoice_no as return_id, invoice_no as order_id, line_number, -quantity as quantity,
      'GBP' as currency, invoiced_at as updated_at
    from ${landed(lines)} where ${isCredit} and ${isGoods}`,
}
