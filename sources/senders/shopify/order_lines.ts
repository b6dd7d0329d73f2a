import { orderLines as feed } from '../../feeds/order_lines.ts'
import { landed, type Mapping } from '../sender.ts'
import { orderLines as records } from './records/order_lines.ts'
import { orders } from './records/orders.ts'
import { skuOf, sumOf } from './sql.ts'

/** The tax in the price of one, to the last decimal that a price has. */
const taxInPrice = `case when o.taxes_included
  then (cast(${sumOf('l.taxes')} * 10000 as hugeint) // l.quantity)::decimal(18, 0) * 0.0001::decimal(5, 4) else 0 end`

/** Every line item, also those that were taken out of the order later. */
export const orderLines: Mapping = {
  feed,
  select: `
    select l.file_number, l.order_id, l.line_item_id as line_number, ${skuOf('l')} as sku, l.quantity,
      l.unit_price_amount - ${taxInPrice} as unit_price_amount, case when l.discounts is not null then ${sumOf('l.discounts')} end as discount_amount,
      greatest(l.version_at, o.version_at) as updated_at
    from ${landed(records)} l left join ${landed(orders)} o using (order_id)
    where l.quantity > 0 and o.is_test is distinct from true`,
}
