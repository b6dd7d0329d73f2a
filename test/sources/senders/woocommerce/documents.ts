/** Documents as the API `wc/v3` and webhooks of WooCommerce have them. */

const address = {
  first_name: 'John',
  last_name: 'Doe',
  company: '',
  address_1: '969 Market',
  address_2: 'Floor 2',
  city: 'San Francisco',
  state: 'CA',
  postcode: '94103',
  country: 'US',
}

export const item = (id: number, more: object = {}) => ({
  id,
  name: 'Woo Single #1',
  product_id: 93,
  variation_id: 0,
  quantity: 2,
  tax_class: '',
  subtotal: '6.00',
  subtotal_tax: '0.45',
  total: '6.00',
  total_tax: '0.45',
  taxes: [{ id: 75, total: '0.45', subtotal: '0.45' }],
  meta_data: [],
  sku: 'WOO-1',
  price: 3,
  ...more,
})

export const order = (id: number, more: object = {}) => ({
  id,
  parent_id: 0,
  number: String(id),
  order_key: `wc_order_${id}`,
  created_via: 'checkout',
  version: '8.5.1',
  status: 'processing',
  currency: 'USD',
  date_created: '2024-03-22T16:28:02',
  date_created_gmt: '2024-03-22T19:28:02',
  date_modified: '2024-03-22T16:28:08',
  date_modified_gmt: '2024-03-22T19:28:08',
  discount_total: '0.00',
  discount_tax: '0.00',
  shipping_total: '10.00',
  shipping_tax: '0.00',
  cart_tax: '0.45',
  total: '16.45',
  total_tax: '0.45',
  prices_include_tax: false,
  customer_id: 26,
  customer_ip_address: '192.0.2.7',
  customer_user_agent: '',
  customer_note: '',
  billing: { ...address, email: 'john.doe@example.com', phone: '(555) 555-5555' },
  shipping: address,
  payment_method: 'bacs',
  payment_method_title: 'Direct Bank Transfer',
  transaction_id: '',
  date_paid: '2024-03-22T16:28:08',
  date_paid_gmt: '2024-03-22T19:28:08',
  date_completed: null,
  date_completed_gmt: null,
  meta_data: [{ id: 13106, key: '_download_permissions_granted', value: 'yes' }],
  line_items: [item(id * 10 + 1)],
  tax_lines: [],
  shipping_lines: [{ id: id * 10 + 9, method_id: 'flat_rate', total: '10.00', total_tax: '0.00' }],
  fee_lines: [],
  coupon_lines: [],
  refunds: [],
  _links: { self: [{ href: `https://example.com/wp-json/wc/v3/orders/${id}` }] },
  ...more,
})

/** The order some time later. */
export const changed = (minutes: number, more: object = {}) => ({
  date_modified_gmt: new Date(Date.UTC(2024, 2, 23, 0, minutes)).toISOString().slice(0, 19),
  ...more,
})

/** What an order tells of its refund. */
export const refundOfOrder = (id: number, total: string) => ({ id, reason: '', total: `-${total}` })

export const refund = (id: number, amount: string, more: object = {}) => ({
  id,
  date_created: '2024-03-29T10:00:00',
  date_created_gmt: '2024-03-29T13:00:00',
  amount,
  reason: 'too small',
  refunded_by: 1,
  refunded_payment: false,
  meta_data: [],
  line_items: [],
  ...more,
})

export const upTo = (order: number) => ({
  _links: { up: [{ href: `https://example.com/wp-json/wc/v3/orders/${order}` }] },
})

export const refundedItem = (id: number, of: number, more: object = {}) => ({
  ...item(id),
  quantity: -1,
  subtotal: '-3.00',
  total: '-3.00',
  total_tax: '-0.23',
  meta_data: [{ id: 4496, key: '_refunded_item_id', value: String(of) }],
  ...more,
})
