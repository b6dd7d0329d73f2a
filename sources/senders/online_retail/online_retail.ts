import type { Sender } from '../sender.ts'
import { customers } from './customers.ts'
import { lines } from './lines.ts'
import { orderLines } from './order_lines.ts'
import { orders } from './orders.ts'
import { payouts } from './payouts.ts'
import { products } from './products.ts'
import { returnLines } from './return_lines.ts'
import { returns } from './returns.ts'

/** UCI Online Retail, one CSV a day: Chen, D. (2015), https://doi.org/10.24432/C5BW33. */
export const onlineRetail: Sender = {
  name: 'online_retail',
  about: 'Invoices and credit notes of a British gift shop, one CSV file a day.',
  records: [lines],
  mappings: [customers, products, orders, orderLines, returns, returnLines, payouts],
}
