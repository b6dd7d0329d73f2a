import { carrierCodeOf } from '../../../../sources/senders/carrier_codes.ts'
import { Groups } from './groups.ts'
import { lineItemOf, numberOf, styleOf } from './numbers.ts'
import type { ShopTold, Told } from './shop.ts'
import { facilityOf, gateways, isRefund, reasons, statuses } from './words.ts'

const pick = (record: Told, ...columns: readonly string[]): Told =>
  Object.fromEntries(columns.map((column) => [column, record[column] ?? null]))

const byCode = ({ carrier }: Told): Told => ({ carrier: carrierCodeOf(carrier) as string })

const inOrder = ({ order_id }: Told): Told => ({ order_id: order_id && numberOf(order_id) })

const ofLine = ({ order_id, line_number }: Told): Told => ({
  order_id: numberOf(order_id as string),
  line_number: line_number && lineItemOf(order_id as string, line_number),
})

/** Shopify tells no price of a product, but that at which it was sold last. */
function lastPriceOf({ sku }: Told, groups: Groups): string | null | undefined {
  const changedAt = ({ order_id }: Told) =>
    groups.one('orders', 'order_id', order_id as string)?.updated_at ?? ''
  return groups
    .all('order_lines', 'sku', sku as string)
    .reduce((last, line) => (changedAt(line) >= changedAt(last) ? line : last)).unit_price_amount
}

/**
 * What of the shop's own records Shopify, EasyPost and Zendesk can tell, under their ids: columns that are not here they
 * do not know. docs/senders/README.md says so to who connects them.
 */
export function asTold(shop: ShopTold): ShopTold {
  const groups = new Groups(shop)
  const { customers = [], orders = [], order_lines = [], shipments = [], returns = [], payouts = [] } = shop
  const sold = new Set(order_lines.map(({ sku }) => sku))
  const sent = shipments.filter(({ shipped_at, is_reship }) => shipped_at !== null && is_reship !== 'true')
  return {
    customers: customers.map((one) => ({
      customer_id: numberOf(one.customer_id as string),
      ...pick(one, 'created_at', 'email', 'phone', 'name', 'country'),
    })),
    products: (shop.products ?? [])
      .filter(({ sku }) => sold.has(sku as string))
      .map((one) => ({
        ...pick(one, 'sku', 'title', 'category', 'size', 'unit_cost'),
        style: styleOf(one),
        list_price: lastPriceOf(one, groups),
      })),
    orders: orders.map((one) => ({
      ...inOrder(one),
      customer_id: numberOf(one.customer_id as string),
      ...pick(one, 'ordered_at', 'channel', 'currency', 'items_amount', 'discount_amount'),
      ...pick(
        one,
        'shipping_charged_amount',
        'tax_amount',
        'total_amount',
        'payment_method',
        'payment_fee_amount',
      ),
      ...pick(
        one,
        'ip_address',
        'email',
        'phone',
        'ship_name',
        'ship_line1',
        'ship_line2',
        'ship_city',
        'ship_region',
      ),
      ...pick(one, 'ship_postal_code', 'ship_country', 'ship_latitude', 'ship_longitude', 'bill_postal_code'),
      ...pick(one, 'cancelled_at'),
    })),
    order_lines: order_lines.map((one) => ({
      ...ofLine(one),
      ...pick(one, 'sku', 'quantity', 'unit_price_amount'),
      discount_amount: one.discount_amount ?? '0.0000',
    })),
    shipments: sent.map((one) => ({
      shipment_id: numberOf(one.shipment_id as string),
      ...inOrder(one),
      ...byCode(one),
      ...pick(one, 'tracking_number', 'shipped_at'),
    })),
    shipment_lines: sent.flatMap(({ shipment_id }) =>
      groups.all('shipment_lines', 'shipment_id', shipment_id as string).map((one) => ({
        shipment_id: numberOf(shipment_id as string),
        ...ofLine(one),
        ...pick(one, 'quantity'),
      })),
    ),
    returns: returns.map((one) => ({
      return_id: numberOf(one.return_id as string),
      ...inOrder(one),
      ...pick(one, 'requested_at', 'approved_at'),
      method:
        groups.one('orders', 'order_id', one.order_id as string)?.channel === 'store' ? 'store' : 'mail',
    })),
    return_lines: (shop.return_lines ?? []).map((one) => ({
      return_id: numberOf(one.return_id as string),
      ...ofLine(one),
      ...pick(one, 'quantity', 'comment'),
      reason: reasons[one.reason ?? '']?.[1] ?? null,
    })),
    payouts: payouts.filter(isRefund).map((one) => {
      const id = `refund-${numberOf(one.payout_id as string)}`
      return {
        payout_id: one.line_number ? `${id}-${numberOf(one.payout_id as string)}` : id,
        ...ofLine(one),
        return_id: one.return_id && numberOf(one.return_id),
        ...pick(one, 'paid_at', 'amount', 'currency'),
        kind: 'refund',
        method: gateways[one.kind === 'credit' ? 'gift_card' : 'card'] ?? null,
      }
    }),
    tracking_events: (shop.tracking_events ?? [])
      .filter(({ status }) => statuses[status ?? ''])
      .map((one) => ({
        ...byCode(one),
        ...pick(one, 'tracking_number', 'occurred_at', 'city', 'region', 'postal_code', 'country'),
        status: statuses[one.status ?? '']?.[2],
        facility: facilityOf(one),
      })),
    contacts: (shop.contacts ?? []).map((one, nth) => ({
      contact_id: String(nth + 1),
      ...inOrder(one),
      customer_id: one.customer_id && numberOf(one.customer_id),
      ...pick(one, 'opened_at', 'topic', 'channel', 'first_response_at', 'resolved_at', 'satisfaction'),
    })),
  }
}
