import { orders as feed } from '../../feeds/orders.ts'
import { landed, type Mapping } from '../sender.ts'
import { countryCode } from './countries.ts'
import { customer, isGoods, isSale, isShipping, value } from './kinds.ts'
import { lines } from './lines.ts'

/** Every invoice that sells goods or charges for shipping. */
export const orders: Mapping = {
  feed,
  select: `
    select file_number, invoice_no as order_id,
      coalesce(max(${customer}), 'guest-' || invoice_no) as customer_id,
      min(invoiced_at) as ordered_at, 'web' as channel, 'GBP' as currency,
      coalesce(sum(${value}) filter (where ${isGoods}), 0) as items_amount,
      coalesce(sum(${value}) filter (where ${isShipping}), 0) as shipping_charged_amount,
      sum(${value}) as total_amount,
      max(${countryCode('country_name')}) as ship_country, max(invoiced_at) as updated_at
    from ${landed(lines)} where ${isSale} and (${isGoods} or ${isShipping})
    group by file_number, invoice_no`,
}
