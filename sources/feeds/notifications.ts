import { choice, instant, text } from '../../warehouse/columns.ts'
import { feed } from '../feed.ts'

export const notifications = feed({
  name: 'notifications',
  about: 'A message that told a customer how an order stands.',
  key: ['notification_id'],
  happenedAt: ['sent_at', 'opened_at'],
  columns: {
    notification_id: text('The message.').required(),
    order_id: text('The order it is about.').required().refersTo('orders.order_id'),
    shipment_id: text('The parcel it is about.').refersTo('shipments.shipment_id'),
    sent_at: instant('When it was sent.').required(),
    kind: choice(
      [
        'confirmed',
        'shipped',
        'out_for_delivery',
        'delayed',
        'delivered',
        'pickup_ready',
        'return_update',
        'refund_update',
      ],
      'What it told.',
    ).required(),
    channel: choice(['email', 'sms', 'push', 'chat'], 'How it was sent.'),
    opened_at: instant('When the customer opened it.'),
  },
})
