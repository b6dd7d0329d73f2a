import { orders as feed } from '../../feeds/orders.ts'
import type { Mapping } from '../sender.ts'
import { paymentMethod } from './payment_methods.ts'
import { taken } from './taken.ts'

const ofAddress = 'ship_name, ship_line1, ship_line2, ship_city, ship_region, ship_postal_code, ship_country'

/** Every order that was made, its goods being what its lines are worth. */
export const orders: Mapping = {
  feed,
  select: `
    with ${taken}, goods as (
      select order_id, sum(total) as items_amount from taken_lines where is_left group by order_id
    )
    select file_number, order_id, customer_id, ordered_at,
      case created_via when 'admin' then 'phone' when 'pos-rest-api' then 'store' else 'web' end as channel,
      currency, coalesce(items_amount, 0) as items_amount, discount_total as discount_amount,
      shipping_total as shipping_charged_amount, total_tax as tax_amount, total as total_amount,
      ${paymentMethod('payment_method')} as payment_method, ip_address, email, phone, ${ofAddress},
      bill_postal_code, cancelled_at, changed_at as updated_at
    from taken left join goods using (order_id)`,
}
