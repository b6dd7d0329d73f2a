import { choice, currencyCode, instant, integer, money, text } from '../../warehouse/columns.ts'
import { feed } from '../feed.ts'

export const claims = feed({
  name: 'claims',
  about: 'A customer’s claim that something went wrong with an order.',
  key: ['claim_id'],
  happenedAt: ['claimed_at'],
  columns: {
    claim_id: text('The claim.').required(),
    order_id: text('The order it is about.').required().refersTo('orders.order_id'),
    shipment_id: text('The parcel it is about.').refersTo('shipments.shipment_id'),
    line_number: integer('The line of the order it is about.').atLeast(1),
    claimed_at: instant('When the customer made it.').required(),
    type: choice(
      ['not_received', 'missing_item', 'damaged', 'wrong_item', 'not_as_described', 'return_not_credited'],
      'What the customer says went wrong.',
    ).required(),
    channel: choice(
      ['support', 'portal', 'chargeback', 'marketplace', 'social'],
      'Where the customer made it.',
    ),
    amount: money('What the customer asks for.').required().atLeast(0),
    currency: currencyCode('Currency of its amount, ISO 4217.'),
    message: text('The customer’s own words.').onErasure('words'),
    chargeback_reason: text('The card network’s reason code.'),
    updated_at: instant('When the record was last changed.'),
  },
})
