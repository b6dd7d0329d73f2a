import { customers as feed } from '../../feeds/customers.ts'
import { landed, type Mapping } from '../sender.ts'
import { countryCode } from './countries.ts'
import { customer } from './kinds.ts'
import { lines, onlineRetailLines } from './lines.ts'

/**
 * Every customer with a line in the files, from all lines held: an account is as old as its first line, and a
 * day that is loaded late may hold it.
 */
export const customers: Mapping = {
  feed,
  select: `
    select here.file_number, ${customer} as customer_id, min(held.invoiced_at) as created_at,
      ${countryCode('arg_max(held.country_name, (held.invoiced_at, held.invoice_no, held.line_number))')} as country,
      max(held.invoiced_at) as updated_at
    from ${onlineRetailLines.raw.name} held
    join (
      select customer_id, max(file_number) as file_number from ${landed(lines)}
      where customer_id is not null group by customer_id
    ) here using (customer_id)
    group by here.file_number, customer_id`,
}
