import { isObject, type JsonObject, valueAt } from '../document.ts'

/** The number in `gid://shopify/Order/123`, in `"123"` and in `123`: one id in all of Shopify's forms. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string' || value === '') return undefined
  return value.replace(/^gid:\/\/shopify\/\w+\//, '').replace(/[?].*$/, '')
}

/** The id of the object under the first of these names that tells one, or stands there itself. */
export function idAt(node: JsonObject, ...paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const value = valueAt(node, path)
    const id = idOf(isObject(value) ? (value.id ?? value.admin_graphql_api_id) : value)
    if (id) return id
  }
  return undefined
}

export const typeInGid = (gid: unknown): string | undefined =>
  typeof gid === 'string' ? /^gid:\/\/shopify\/(\w+)\//.exec(gid)?.[1] : undefined

/** Under these names stand objects of one type, which REST leaves unsaid. */
const typesByName: Readonly<Record<string, string>> = {
  order: 'Order',
  orders: 'Order',
  customer: 'Customer',
  customers: 'Customer',
  line_items: 'LineItem',
  line_item: 'LineItem',
  variant: 'ProductVariant',
  shipping_lines: 'ShippingLine',
  transactions: 'OrderTransaction',
  fulfillment: 'Fulfillment',
  fulfillments: 'Fulfillment',
  fulfillment_line_items: 'FulfillmentLineItem',
  events: 'FulfillmentEvent',
  fulfillment_event: 'FulfillmentEvent',
  fulfillment_events: 'FulfillmentEvent',
  return: 'Return',
  returns: 'Return',
  return_line_items: 'ReturnLineItem',
  refund: 'Refund',
  refunds: 'Refund',
  refund_line_items: 'RefundLineItem',
  dispute: 'ShopifyPaymentsDispute',
  disputes: 'ShopifyPaymentsDispute',
}

/** A body that names no type is told by what only this type has. */
const typesByField: readonly (readonly [string, string])[] = [
  ['return_line_items', 'Return'],
  ['refund_line_items', 'Refund'],
  ['tracking_numbers', 'Fulfillment'],
  ['network_reason_code', 'ShopifyPaymentsDispute'],
  ['total_price', 'Order'],
]

/**
 * What an object is: by its id, else by the name under which it stands, else by its fields. The items of a REST
 * fulfillment are called line items and bear their ids, but count the pieces in the parcel.
 */
export function typeOf(node: JsonObject, name: string | undefined, within: string | undefined) {
  if (within === 'Fulfillment' && name === 'line_items') return 'FulfillmentLineItem'
  return (
    typeInGid(node.id) ??
    typeInGid(node.admin_graphql_api_id) ??
    (name === undefined
      ? typesByField.find(([field]) => field in node)?.[1]
      : typesByName[name])
  )
}
