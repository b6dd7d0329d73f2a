import { instant, money, text } from '../../../warehouse/columns.ts'
import { columnsOf, feed } from '../../feed.ts'
import { orders } from '../../feeds/orders.ts'
import type { ForeignRecord } from '../sender.ts'

/** An order as it stood when it was last changed. */
export const woocommerceOrders = feed({
  name: 'woocommerce_orders',
  about: 'An order of the woocommerce sender.',
  key: ['order_id'],
  happenedAt: ['ordered_at'],
  columns: {
    order_id: text('The order.').required(),
    customer_id: text('The customer account; of a guest guest- and the order.').required(),
    status: text('How it stands.').required(),
    created_via: text('By what it was entered.'),
    ordered_at: instant('When it was placed.').required(),
    paid_at: instant('When it was paid.'),
    currency: text('Currency of its amounts, ISO 4217.').required(),
    discount_total: money('Discount on its goods, before tax.'),
    shipping_total: money('Shipping charged, before tax.'),
    total_tax: money('All tax.'),
    total: money('What the customer was charged.').required(),
    payment_method: text('The gateway that it was paid with.'),
    ...columnsOf(orders, 'ip_address', 'email', 'phone'),
    bill_name: text('Name on the bill.').personal('name'),
    bill_country: text('Country of the billing address, ISO 3166-1 alpha-2.'),
    ...columnsOf(
      orders,
      'bill_postal_code',
      'ship_name',
      'ship_line1',
      'ship_line2',
      'ship_city',
      'ship_region',
    ),
    ...columnsOf(orders, 'ship_postal_code'),
    ship_country: text('Country delivered to, ISO 3166-1 alpha-2.'),
    updated_at: instant('When it was last changed.').required(),
  },
})

export const orderVersions: ForeignRecord = {
  record: woocommerceOrders,
  headers: { order_id: 'id' },
  mappedBy: ['order_id'],
  customer: 'customer_id',
}
