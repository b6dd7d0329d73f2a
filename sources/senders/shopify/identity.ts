import { isObject, type JsonObject, valueAt } from '../document.ts'

/** An id as text; a number too large to be read exactly stays one, which the loader holds. */
export type Id = string | number

/** The number in `gid://shopify/Order/123`, in `"123"` and in `123`: one id in all of Shopify's forms. */
export function idIn(value: unknown): Id | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : value
  if (typeof value !== 'string' || value === '') return undefined
  return value.replace(/^gid:\/\/shopify\/\w+\//, '').replace(/[?].*$/, '')
}

/** The id of an object itself. */
export const idOf = (node: JsonObject): Id | undefined => idIn(node.admin_graphql_api_id ?? node.id)

/** The id that stands at the first of these paths that has one, or that of the object there. */
export function idAt(node: JsonObject, ...paths: readonly string[]): Id | undefined {
  for (const path of paths) {
    const value = valueAt(node, path)
    const id = isObject(value) ? idOf(value) : idIn(value)
    if (id !== undefined) return id
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
  ['order_number', 'Order'],
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
    (typeof node.__typename === 'string' ? node.__typename : undefined) ??
    (name === undefined ? typesByField.find(([field]) => field in node)?.[1] : typesByName[name])
  )
}
