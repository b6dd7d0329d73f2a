import { orderLines as feed } from '../../feeds/order_lines.ts'
import { landed, type Mapping } from '../sender.ts'
import { isGoods, isSale, sku } from './kinds.ts'
import { lines } from './lines.ts'

/** Every sold line of goods, under its own place in the invoice. */
export const orderLines: Mapping = {
  feed,
  select: `
    select file_number, invoice_no as order_id, line_number, ${sku} as sku, quantity,
      unit_price as unit_price_amount, invoiced_at as updated_at
    from ${landed(lines)} where ${isSale} and ${isGoods}`,
}
