import { customers as feed } from '../../feeds/customers.ts'
import { landed, type Mapping } from '../sender.ts'
import { orderVersions, woocommerceOrders } from './order_versions.ts'

const latest = (column: string, as: string): string =>
  `arg_max(held.${column}, (held.updated_at, held.order_id)) as ${as}`

/** Every account with an order, from all orders held: it is as old as the first, and is reached as the last one says. */
export const customers: Mapping = {
  feed,
  select: `
    select here.file_number, customer_id, min(held.ordered_at) as created_at, ${latest('email', 'email')},
      ${latest('phone', 'phone')}, ${latest('bill_name', 'name')}, ${latest('bill_country', 'country')},
      max(held.updated_at) as updated_at
    from ${woocommerceOrders.raw.name} held
    join (
      select customer_id, max(file_number) as file_number from ${landed(orderVersions)}
      where not starts_with(customer_id, 'guest-') group by customer_id
    ) here using (customer_id)
    group by here.file_number, customer_id`,
}
