import { firstPage } from './pages.ts'

/** What a bulk operation cannot nest, asked for by ids. */
const byIds = (fields: string): string =>
  `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ${fields} } }`

/** By the type that the id tells: `gid://shopify/Return/1`. */
export const details = {
  Fulfillment: byIds(`... on Fulfillment {
    createdAt updatedAt status order { id } location { id } trackingInfo { number company }
    ${firstPage('Fulfillment.fulfillmentLineItems', 15)}
    ${firstPage('Fulfillment.events', 15)}
  }`),
  Refund: byIds(`... on Refund {
    createdAt updatedAt order { id } return { id } totalRefundedSet { shopMoney { amount currencyCode } }
    ${firstPage('Refund.refundLineItems', 10)}
    ${firstPage('Refund.transactions', 5)}
  }`),
  Return: byIds(`... on Return {
    status createdAt requestApprovedAt closedAt order { id updatedAt }
    ${firstPage('Return.returnLineItems', 10)}
    ${firstPage('Return.reverseFulfillmentOrders', 2)}
  }`),
} as const

export type Detailed = keyof typeof details
