import { orderLines as feed } from '../../feeds/order_lines.ts'
import type { Mapping } from '../sender.ts'
import { taken } from './taken.ts'

/** In ten-thousandths, rounded up, so that the price of all pieces covers what the line was worth. */
const unitPrice =
  '(((subtotal * 10000)::hugeint + quantity - 1) // quantity)::decimal(22, 0) * 0.0001::decimal(4, 4)'

/**
 * Every line of an order that was made, under the id of its line item. Price and discount give what the line is worth
 * to the last decimal, also where its price does not divide by its pieces.
 */
export const orderLines: Mapping = {
  feed,
  select: `
    with ${taken}, priced as (
      select *, case when is_left then total else 0 end as worth,
        case when not is_left then 0 when quantity > 0 then ${unitPrice} end as unit_price
      from taken_lines
    )
    select file_number, order_id, line_number, sku, quantity, unit_price as unit_price_amount,
      unit_price * quantity - worth as discount_amount, changed_at as updated_at
    from priced`,
}
