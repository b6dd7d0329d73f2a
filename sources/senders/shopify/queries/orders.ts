const money = '{ shopMoney { amount currencyCode } }'

/**
 * Orders that changed since a time, for a bulk operation: no connection may stand within a list, so that of fulfilments,
 * refunds and returns it names the ids alone.
 */
export const bulkOrders = (filter: string | null): string => `{
  orders${filter === null ? '' : `(query: ${JSON.stringify(filter)})`} { edges { node {
    __typename id createdAt updatedAt test cancelledAt sourceName email phone clientIp taxesIncluded currencyCode
    totalPriceSet ${money} subtotalPriceSet ${money} totalTaxSet ${money} totalShippingPriceSet ${money}
    paymentGatewayNames
    shippingAddress { name address1 address2 city provinceCode zip countryCodeV2 latitude longitude }
    billingAddress { zip }
    customer {
      id createdAt updatedAt displayName defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber }
      defaultAddress { countryCodeV2 }
    }
    purchasingEntity { ... on PurchasingCompany { company { id } } }
    transactions {
      id kind status gateway processedAt createdAt fees { amount { amount currencyCode } }
      paymentDetails { __typename ... on CardPaymentDetails { company wallet } }
    }
    fulfillments { id }
    refunds { id }
    lineItems { edges { node {
      __typename id quantity title sku isGiftCard originalUnitPriceSet ${money}
      discountAllocations { allocatedAmountSet ${money} }
      taxLines { priceSet ${money} }
      variant {
        id updatedAt sku selectedOptions { name value }
        inventoryItem { unitCost { amount currencyCode } }
        product { id title productType }
      }
    } } }
    shippingLines { edges { node {
      __typename id originalPriceSet ${money} discountedPriceSet ${money} taxLines { priceSet ${money} }
    } } }
    returns { edges { node { __typename id } } }
  } } }
}`

/** How many orders a filter finds. */
export const ordersCount = `query ($filter: String) {
  ordersCount(query: $filter, limit: null) { count precision }
}`
