import { choice, currencyCode, instant, integer, money, text } from '../../warehouse/columns.ts'
import { feed } from '../feed.ts'

export const contacts = feed({
  name: 'contacts',
  about: 'A customer’s contact with support.',
  key: ['contact_id'],
  happenedAt: ['opened_at', 'first_response_at', 'resolved_at'],
  columns: {
    contact_id: text('The contact.').required(),
    opened_at: instant('When the customer wrote or called.').required(),
    topic: choice(
      ['wismo', 'delivery', 'return', 'refund', 'claim', 'product', 'payment', 'other'],
      'What it is about; wismo asks where the order is.',
    ).required(),
    order_id: text('The order it is about.').refersTo('orders.order_id'),
    customer_id: text('The customer account.').refersTo('customers.customer_id'),
    channel: text('How the customer made contact.'),
    first_response_at: instant('When support first answered.'),
    resolved_at: instant('When it was settled.'),
    cost_amount: money('What handling it cost.').atLeast(0),
    satisfaction: integer('The customer’s rating, from 1 to 5.').atLeast(1).atMost(5),
    currency: currencyCode('Currency of its amount, ISO 4217.'),
    updated_at: instant('When the record was last changed.'),
  },
})
