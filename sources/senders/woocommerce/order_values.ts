import { isObject, type JsonObject, objectsIn, recordIn, valueAt } from '../document.ts'
import type { Unfolded } from '../sender.ts'
import { gmt } from './gmt.ts'
import { lineItems } from './line_items.ts'
import { orderVersions } from './order_versions.ts'
import { parcelsIn } from './parcel_values.ts'
import { refundMentions } from './refund_mentions.ts'
import { unfinished } from './taken.ts'

/** What an order holds; nothing while it is not finished. */
export function* orderIn(order: JsonObject): Generator<Unfolded> {
  const status = String(order.status).toLowerCase().replace(/^wc-/, '')
  if (unfinished.includes(status)) return
  const updated_at = gmt(order.date_modified_gmt) ?? gmt(order.date_created_gmt) ?? order.date_modified
  const ofOrder = { order_id: order.id, updated_at }
  yield recordIn(orderVersions, order, { ...headOf(order), ...addressesOf(order), status, updated_at })
  for (const item of objectsIn(order.line_items))
    yield recordIn(lineItems, item, { ...ofOrder, ...itemOf(item) })
  for (const refund of objectsIn(order.refunds))
    yield recordIn(refundMentions, refund, {
      ...ofOrder,
      refund_id: refund.id,
      amount: String(refund.total).replace(/^-/, ''),
    })
  yield* parcelsIn(order, ofOrder)
}

const headOf = (order: JsonObject): JsonObject => ({
  customer_id: Number(order.customer_id) > 0 ? order.customer_id : `guest-${order.id}`,
  ordered_at: gmt(order.date_created_gmt) ?? order.date_created,
  paid_at: gmt(order.date_paid_gmt) ?? order.date_paid,
  currency: typeof order.currency === 'string' ? order.currency.toUpperCase() : order.currency,
  ip_address: order.customer_ip_address,
})

/** An order without shipping address is sent to the one that it is billed to. */
function addressesOf({ billing, shipping }: JsonObject): JsonObject {
  const bill = isObject(billing) ? billing : {}
  const ship = isObject(shipping) && (shipping.address_1 || shipping.postcode) ? shipping : bill
  return {
    email: bill.email,
    phone: bill.phone || ship.phone,
    bill_name: nameOf(bill),
    bill_postal_code: bill.postcode,
    bill_country: bill.country,
    ship_name: nameOf(ship),
    ship_line1: ship.address_1,
    ship_line2: ship.address_2,
    ship_city: ship.city,
    ship_region: ship.state,
    ship_postal_code: ship.postcode,
    ship_country: ship.country,
  }
}

const nameOf = ({ first_name, last_name }: JsonObject): string =>
  [first_name, last_name].filter((part) => typeof part === 'string' && part.trim() !== '').join(' ')

/** An item has its SKU, else the number of its variation or product, which is 0 once that was deleted. */
function itemOf(item: JsonObject): JsonObject {
  const { sku, product_id, variation_id } = item
  const product = [variation_id, product_id].find((id) => Number(id) > 0)
  const named = typeof sku === 'string' ? sku.trim() : ''
  return {
    sku: named || (product === undefined ? `line-${item.id}` : `product-${product}`),
    style: Number(variation_id) > 0 ? `product-${product_id}` : undefined,
  }
}

/** An order of the API before `wc/v1`, as the later ones have it. */
export const modernised = (order: JsonObject): JsonObject => ({
  ...order,
  date_created_gmt: order.created_at,
  date_modified_gmt: order.updated_at,
  date_paid_gmt: valueAt(order, 'payment_details.paid') === true ? order.completed_at : undefined,
  discount_total: order.total_discount,
  shipping_total: order.total_shipping,
  customer_ip_address: order.customer_ip,
  payment_method: valueAt(order, 'payment_details.method_id'),
  billing: order.billing_address,
  shipping: order.shipping_address,
})
