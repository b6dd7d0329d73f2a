import { Groups } from './groups.ts'
import { gid, lineItemOf, numberOf, styleOf } from './numbers.ts'
import type { ShopTold, Told } from './shop.ts'
import { channels, gateways, isRefund, reasons } from './words.ts'

type Node = Readonly<Record<string, unknown>>

/** The shop as answers of Shopify's Admin GraphQL API, its customers and then each order with all that hangs on it. */
export function asShopify(shop: ShopTold): Node[] {
  const groups = new Groups(shop)
  const customers = (shop.customers ?? []).map(customerNode)
  return [
    { data: { customers: nodes(customers) } },
    ...(shop.orders ?? []).map((order) => ({ data: { order: orderNode(order, groups) } })),
  ]
}

const nodes = (all: readonly Node[]): Node => ({
  edges: all.map((node) => ({ node })),
  pageInfo: { hasNextPage: false },
})

const money = (amount: string | null | undefined, currency: string | null | undefined): Node => ({
  shopMoney: { amount: amount ?? '0', currencyCode: currency },
})

function orderNode(order: Told, groups: Groups): Node {
  const id = order.order_id as string
  const { currency } = order
  const customer = groups.one('customers', 'customer_id', order.customer_id as string)
  const refunds = groups.all('payouts', 'order_id', id).filter(isRefund)
  return {
    id: gid('Order', numberOf(id)),
    createdAt: order.ordered_at,
    updatedAt: order.updated_at,
    test: false,
    cancelledAt: order.cancelled_at,
    sourceName: channels[order.channel ?? ''],
    email: order.email,
    phone: order.phone,
    clientIp: order.ip_address,
    taxesIncluded: false,
    currencyCode: currency,
    totalPriceSet: money(order.total_amount, currency),
    subtotalPriceSet: money(order.items_amount, currency),
    totalTaxSet: money(order.tax_amount, currency),
    paymentGatewayNames: [gateways[order.payment_method ?? '']],
    transactions: [
      {
        id: gid('OrderTransaction', `${numberOf(id)}0`),
        kind: 'SALE',
        status: 'SUCCESS',
        gateway: gateways[order.payment_method ?? ''],
        fees: [{ amount: { amount: order.payment_fee_amount ?? '0', currencyCode: currency } }],
      },
    ],
    shippingAddress: addressNode(order),
    billingAddress: { zip: order.bill_postal_code },
    customer: customer && customerNode(customer),
    shippingLines: nodes([
      {
        id: gid('ShippingLine', numberOf(id)),
        originalPriceSet: money(order.shipping_charged_amount, currency),
        discountedPriceSet: money(order.shipping_charged_amount, currency),
      },
    ]),
    lineItems: nodes(groups.all('order_lines', 'order_id', id).map((line) => lineNode(line, order, groups))),
    fulfillments: groups
      .all('shipments', 'order_id', id)
      .filter(({ shipped_at, is_reship }) => shipped_at !== null && is_reship !== 'true')
      .map((shipment) => fulfillmentNode(shipment, groups)),
    returns: nodes(groups.all('returns', 'order_id', id).map((one) => returnNode(one, groups))),
    refunds: refunds.map((payout) => refundNode(payout)),
  }
}

const addressNode = (order: Told): Node => ({
  name: order.ship_name,
  address1: order.ship_line1,
  address2: order.ship_line2,
  city: order.ship_city,
  provinceCode: order.ship_region,
  zip: order.ship_postal_code,
  countryCodeV2: order.ship_country,
  latitude: order.ship_latitude && Number(order.ship_latitude),
  longitude: order.ship_longitude && Number(order.ship_longitude),
})

const customerNode = (customer: Told): Node => ({
  id: gid('Customer', numberOf(customer.customer_id as string)),
  createdAt: customer.created_at,
  updatedAt: customer.updated_at,
  displayName: customer.name,
  defaultEmailAddress: customer.email && { emailAddress: customer.email },
  defaultPhoneNumber: customer.phone && { phoneNumber: customer.phone },
  defaultAddress: { countryCodeV2: customer.country },
})

function lineNode(line: Told, { currency }: Told, groups: Groups): Node {
  const product = groups.one('products', 'sku', line.sku as string)
  return {
    id: gid('LineItem', lineItemOf(line.order_id as string, line.line_number as string)),
    quantity: Number(line.quantity),
    title: product?.title,
    sku: line.sku,
    isGiftCard: false,
    variant: {
      id: gid('ProductVariant', lineItemOf(line.order_id as string, line.line_number as string)),
      selectedOptions: product?.size ? [{ name: 'Size', value: product.size }] : [],
      inventoryItem: {
        unitCost: product?.unit_cost && { amount: product.unit_cost, currencyCode: currency },
      },
      product: product && { id: gid('Product', styleOf(product)), productType: product.category },
    },
    originalUnitPriceSet: money(line.unit_price_amount, currency),
    discountAllocations:
      line.discount_amount === null ? [] : [{ allocatedAmountSet: money(line.discount_amount, currency) }],
    taxLines: [],
  }
}

function fulfillmentNode(shipment: Told, groups: Groups): Node {
  const id = shipment.shipment_id as string
  const lines = groups.all('shipment_lines', 'shipment_id', id)
  return {
    id: gid('Fulfillment', numberOf(id)),
    createdAt: shipment.shipped_at,
    updatedAt: shipment.updated_at,
    status: 'SUCCESS',
    trackingInfo: [{ company: shipment.carrier, number: shipment.tracking_number }],
    fulfillmentLineItems: nodes(
      lines.map(({ order_id, line_number, quantity }) => {
        const item = lineItemOf(order_id as string, line_number as string)
        return {
          id: gid('FulfillmentLineItem', `${numberOf(id)}${item.slice(-3)}`),
          quantity: Number(quantity),
          lineItem: { id: gid('LineItem', item) },
        }
      }),
    ),
  }
}

function returnNode(one: Told, groups: Groups): Node {
  const id = one.return_id as string
  return {
    id: gid('Return', numberOf(id)),
    status: 'OPEN',
    createdAt: one.requested_at,
    requestApprovedAt: one.approved_at,
    returnLineItems: nodes(
      groups.all('return_lines', 'return_id', id).map((line) => {
        const item = lineItemOf(line.order_id as string, line.line_number as string)
        return {
          id: gid('ReturnLineItem', `${numberOf(id)}${item.slice(-3)}`),
          quantity: Number(line.quantity),
          returnReason: reasons[line.reason ?? '']?.[0] ?? 'UNKNOWN',
          customerNote: line.comment,
          fulfillmentLineItem: { lineItem: { id: gid('LineItem', item) } },
        }
      }),
    ),
  }
}

function refundNode(payout: Told): Node {
  const { currency, amount, order_id: order, line_number: line } = payout
  const id = numberOf(payout.payout_id as string)
  return {
    id: gid('Refund', id),
    createdAt: payout.paid_at,
    updatedAt: payout.updated_at,
    order: { id: gid('Order', numberOf(order as string)) },
    return: payout.return_id && { id: gid('Return', numberOf(payout.return_id)) },
    totalRefundedSet: money(amount, currency),
    refundLineItems: nodes(
      line === null
        ? []
        : [
            {
              id: gid('RefundLineItem', id),
              quantity: 1,
              restockType: 'NO_RESTOCK',
              subtotalSet: money(amount, currency),
              totalTaxSet: money('0', currency),
              lineItem: { id: gid('LineItem', lineItemOf(order as string, line as string)) },
            },
          ],
    ),
    transactions: nodes([
      {
        id: gid('OrderTransaction', id),
        kind: 'REFUND',
        status: 'SUCCESS',
        test: false,
        gateway: gateways[payout.kind === 'credit' ? 'gift_card' : 'card'],
        amountSet: money(amount, currency),
        processedAt: payout.paid_at,
      },
    ]),
  }
}
