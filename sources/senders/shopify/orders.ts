import { orders as feed } from '../../feeds/orders.ts'
import { landed, type Mapping } from '../sender.ts'
import { channels } from './channels.ts'
import { paymentMethods } from './payment_methods.ts'
import { orderLines } from './records/order_lines.ts'
import { orders as records } from './records/orders.ts'
import { shippingLines } from './records/shipping_lines.ts'
import { payments } from './records/transactions.ts'
import { known, sumOf, translated } from './sql.ts'

/** Tax of the order that its prices include, and that is not on shipping. */
const taxInPrices = `case when o.taxes_included then coalesce(o.tax_amount, 0) - coalesce(shipping.tax, 0) else 0 end`
const shippingTaxInPrices = `case when o.taxes_included then coalesce(shipping.tax, 0) else 0 end`
const charged = 'coalesce(shipping.amount, o.shipping_amount)'

/** Every order that is no test. */
export const orders: Mapping = {
  feed,
  select: `
    with shipping as (
      select order_id, sum(amount) as amount, sum(${sumOf('taxes')}) as tax, max(version_at) as version_at
      from ${landed(shippingLines)} group by order_id
    ),
    discounts as (
      select order_id, sum(${sumOf('discounts')}) filter (discounts is not null) as amount, max(version_at) as version_at
      from ${landed(orderLines)} group by order_id
    ),
    paid as (
      select order_id, bool_or(wallet is not null) as by_wallet,
        case when bool_or(fees is not null) then sum(${sumOf('fees')}) end as fee,
        max(version_at) as version_at
      from ${landed(payments)} where status = 'success' group by order_id
    ),
    gateways as (
      select order_id, unnest(names) as name, unnest(range(len(names))) as place
      from (select order_id, from_json(gateways, '["VARCHAR"]') as names from ${landed(records)})
    ),
    methods as (
      select order_id, arg_min(method, (method = 'gift_card', place)) as method from (
        select order_id, place, ${known("replace(lower(trim(name)), ' ', '_')", paymentMethods)} as method
        from gateways
      ) group by order_id
    )
    select o.file_number, o.order_id, coalesce(o.customer_id, 'guest-' || o.order_id) as customer_id,
      o.created_at as ordered_at, ${translated("coalesce(lower(trim(o.source_name)), 'web')", channels)} as channel,
      o.currency,
      coalesce(o.subtotal_amount, o.total_amount - coalesce(${charged}, 0)
        - case when o.taxes_included then 0 else coalesce(o.tax_amount, 0) end) - ${taxInPrices} as items_amount,
      discounts.amount as discount_amount, ${charged} - ${shippingTaxInPrices} as shipping_charged_amount,
      o.tax_amount, o.total_amount,
      case when paid.by_wallet and methods.method = 'card' then 'wallet' else methods.method end as payment_method,
      paid.fee as payment_fee_amount,
      o.ip_address, o.email, o.phone, o.ship_name, o.ship_line1, o.ship_line2, o.ship_city, o.ship_region,
      o.ship_postal_code, o.ship_country,
      case when o.ship_longitude is not null then o.ship_latitude end as ship_latitude,
      case when o.ship_latitude is not null then o.ship_longitude end as ship_longitude,
      o.bill_postal_code, o.cancelled_at,
      greatest(o.version_at, shipping.version_at, discounts.version_at, paid.version_at) as updated_at
    from ${landed(records)} o
    left join shipping using (order_id) left join discounts using (order_id)
    left join paid using (order_id) left join methods using (order_id)
    where o.is_test is distinct from true`,
}
