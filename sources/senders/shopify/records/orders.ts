import { boolean, currencyCode, instant, money, text } from '../../../../warehouse/columns.ts'
import { columnsOf, feed } from '../../../feed.ts'
import { orders as feedOfOrders } from '../../../feeds/orders.ts'
import { recordIn } from '../../document.ts'
import type { ForeignRecord } from '../../sender.ts'
import { idAt } from '../identity.ts'
import { firstTold, type Reader, shopMoney, tells } from '../readings.ts'

/** An order, without its lines. */
export const orders: ForeignRecord = {
  record: feed({
    name: 'shopify_orders',
    about: 'An order of the shopify sender, without its lines.',
    key: ['order_id'],
    happenedAt: ['created_at', 'cancelled_at'],
    columns: {
      order_id: text('The order.').required(),
      customer_id: text('The customer account; of an order of a company without a contact, the company.'),
      is_test: boolean('Whether it only tries the checkout out.'),
      created_at: instant('When it was placed.').required(),
      cancelled_at: instant('When it was cancelled.'),
      source_name: text('Where it was placed, in Shopify’s words, or the number of the app that made it.'),
      currency: currencyCode('Currency of the shop, ISO 4217, and of all amounts here.'),
      total_amount: money('What was charged, with all that was added by editing it.').required(),
      subtotal_amount: money('Goods after discount; with tax where prices include it.'),
      tax_amount: money('Tax charged.'),
      shipping_amount: money('Shipping charged, before discounts on it.'),
      taxes_included: boolean('Whether prices include tax.'),
      gateways: text('The payment gateways used, as a list.'),
      ...columnsOf(
        feedOfOrders,
        'ip_address',
        'email',
        'phone',
        'ship_name',
        'ship_line1',
        'ship_line2',
        'ship_city',
      ),
      ...columnsOf(
        feedOfOrders,
        'ship_region',
        'ship_postal_code',
        'ship_country',
        'ship_latitude',
        'ship_longitude',
      ),
      ...columnsOf(feedOfOrders, 'bill_postal_code'),
      updated_at: instant('When the order was last changed.'),
    },
  }),
  headers: {
    is_test: 'test',
    gateways: 'payment_gateway_names',
    ship_name: 'shipping_address.name',
    ship_line1: 'shipping_address.address1',
    ship_line2: 'shipping_address.address2',
    ship_city: 'shipping_address.city',
    ship_postal_code: 'shipping_address.zip',
    ship_latitude: 'shipping_address.latitude',
    ship_longitude: 'shipping_address.longitude',
    bill_postal_code: 'billing_address.zip',
  },
  mappedBy: ['order_id'],
  customer: "coalesce(customer_id, 'guest-' || order_id)",
}

export const readOrder: Reader = (node, { order, asOf }) => {
  if (!tells(node, 'created_at', ['total_price', 'total_price_set'])) return []
  const company = idAt(node, 'purchasing_entity.company', 'company')
  return [
    recordIn(orders, node, {
      order_id: order,
      customer_id: idAt(node, 'customer') ?? (company && `company-${company}`),
      currency: firstTold(node, 'total_price_set.shop_money.currency_code', 'currency_code', 'currency'),
      total_amount: shopMoney(node, 'total_price'),
      subtotal_amount: shopMoney(node, 'subtotal_price'),
      tax_amount: shopMoney(node, 'total_tax'),
      shipping_amount: shopMoney(node, 'total_shipping_price'),
      ip_address: firstTold(node, 'client_ip', 'browser_ip'),
      ship_region: firstTold(node, 'shipping_address.province_code', 'shipping_address.province'),
      ship_country: firstTold(node, 'shipping_address.country_code_v2', 'shipping_address.country_code'),
      updated_at: asOf,
    }),
  ]
}
