import { choice, instant, money, text } from '../../warehouse/columns.ts'
import { feed } from '../feed.ts'

export const returns = feed({
  name: 'returns',
  about: 'A return that a customer asked for.',
  key: ['return_id'],
  happenedAt: ['requested_at', 'approved_at'],
  columns: {
    return_id: text('The return.').required(),
    order_id: text('The order that goods are returned of.').required().refersTo('orders.order_id'),
    requested_at: instant('When the customer asked for it.').required(),
    method: choice(['mail', 'store', 'pickup', 'locker'], 'How the goods come back.').required(),
    carrier: text('The carrier that brings the goods back.'),
    tracking_number: text('The carrier’s number for the returning parcel.'),
    destination_facility: text('Where the goods are to arrive.'),
    approved_at: instant('When the shop agreed to it.'),
    label_amount: money('What the return label cost the shop.').atLeast(0),
    channel: text('Where the customer asked for it.'),
    updated_at: instant('When the record was last changed.'),
  },
})
