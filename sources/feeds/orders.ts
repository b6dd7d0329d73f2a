import { choice, countryCode, currencyCode, instant, money, number, text } from '../../warehouse/columns.ts'
import { feed, together } from '../feed.ts'

export const orders = feed({
  name: 'orders',
  about: 'An order that a customer placed.',
  key: ['order_id'],
  happenedAt: ['ordered_at', 'cancelled_at'],
  columns: {
    order_id: text('The order.').required(),
    customer_id: text('The customer account that placed it.').required().refersTo('customers.customer_id'),
    ordered_at: instant('When it was placed.').required(),
    channel: choice(['web', 'app', 'store', 'marketplace', 'phone'], 'Where it was placed.').required(),
    currency: currencyCode('Currency of its amounts, ISO 4217.'),
    items_amount: money('Goods after discount, before tax.').required().atLeast(0),
    discount_amount: money('Discount given on the goods.').atLeast(0),
    shipping_charged_amount: money('Shipping charged to the customer.').atLeast(0),
    tax_amount: money('Tax charged.').atLeast(0),
    total_amount: money('What the customer was charged.').required().atLeast(0),
    payment_method: choice(
      ['card', 'wallet', 'bnpl', 'gift_card', 'cash', 'transfer', 'other'],
      'How it was paid.',
    ),
    payment_fingerprint: text('A stable token of the means of payment.').personal('payment'),
    payment_fee_amount: money('What the payment cost the shop.').atLeast(0),
    device_id: text('A stable token of the device.').personal('device'),
    ip_address: text('The internet address it was placed from.').personal('ip'),
    email: text('E-mail address given with the order.').personal('email'),
    phone: text('Phone number given with the order.').personal('phone'),
    ship_name: text('Name on the parcel.').personal('name'),
    ship_line1: text('Street and number.').personal('street'),
    ship_line2: text('Unit, floor, building.').personal('street'),
    ship_city: text('City delivered to.').onErasure('emptied'),
    ship_region: text('State, province or region delivered to.'),
    ship_postal_code: text('Postal code delivered to.').onErasure('area'),
    ship_country: countryCode('Country delivered to, ISO 3166-1 alpha-2.'),
    ship_latitude: number('Latitude of the address, degrees north.')
      .atLeast(-90)
      .atMost(90)
      .onErasure('emptied'),
    ship_longitude: number('Longitude of the address, degrees east.')
      .atLeast(-180)
      .atMost(180)
      .onErasure('emptied'),
    dwelling: choice(
      ['house', 'apartment', 'business', 'locker', 'unknown'],
      'The kind of place delivered to.',
    ),
    bill_postal_code: text('Postal code of the billing address.').onErasure('emptied'),
    promised_at: instant('The first delivery date shown to the customer.'),
    cancelled_at: instant('When it was cancelled.'),
    updated_at: instant('When the record was last changed.'),
  },
  rules: [together(['ship_latitude', 'ship_longitude'], 'ship_latitude and ship_longitude come together')],
})
