/** Fields of the nodes of each connection that may have more pages, by its owner's type and its own name. */
export const fieldsOfPages = {
  'Fulfillment.fulfillmentLineItems': 'id quantity lineItem { id }',
  'Fulfillment.events': `id status happenedAt message city province zip country latitude longitude
    estimatedDeliveryAt`,
  'Refund.refundLineItems': `id quantity restockType lineItem { id }
    subtotalSet { shopMoney { amount currencyCode } } totalTaxSet { shopMoney { amount currencyCode } }`,
  'Refund.transactions': `id kind status gateway processedAt test
    amountSet { shopMoney { amount currencyCode } }`,
  'Return.returnLineItems': `... on ReturnLineItem {
      id quantity returnReason returnReasonDefinition { handle } returnReasonNote customerNote processedQuantity
      fulfillmentLineItem { id lineItem { id } }
    }`,
  'ReverseFulfillmentOrder.lineItems': `id totalQuantity fulfillmentLineItem { lineItem { id } }
    dispositions { type quantity }`,
  'ReverseFulfillmentOrder.reverseDeliveries': `id
    deliverable { ... on ReverseDeliveryShippingDeliverable { tracking { number carrierName } } }`,
  get 'Return.reverseFulfillmentOrders'(): string {
    return `__typename id
      ${firstPage('ReverseFulfillmentOrder.lineItems', 10)}
      ${firstPage('ReverseFulfillmentOrder.reverseDeliveries', 5)}`
  },
}

export type Paged = keyof typeof fieldsOfPages

export const isPaged = (name: string): name is Paged => name in fieldsOfPages

/** A connection's first page, which nearly always is the only one. */
export const firstPage = (paged: Paged, first: number): string =>
  `${connectionOf(paged)}(first: ${first}) { ${nodesOf(paged)} }`

/** Asks for the page after the one that ended at `$after`. */
export const nextPage = (paged: Paged): string => `query ($id: ID!, $after: String!) {
  node(id: $id) { __typename id
    ... on ${paged.split('.')[0]} { ${connectionOf(paged)}(first: 25, after: $after) { ${nodesOf(paged)} } }
  }
}`

const connectionOf = (paged: Paged): string => paged.slice(paged.indexOf('.') + 1)

const nodesOf = (paged: Paged): string =>
  `nodes { ${fieldsOfPages[paged]} } pageInfo { hasNextPage endCursor }`
