import { instant, text } from '../../../../warehouse/columns.ts'
import { columnsOf, feed } from '../../../feed.ts'
import { trackingEvents } from '../../../feeds/tracking_events.ts'
import { recordIn } from '../../document.ts'
import type { ForeignRecord } from '../../sender.ts'
import { idOf } from '../identity.ts'
import { type Reader, tells, word } from '../readings.ts'
import { fulfillmentsOfOrders } from './of_orders.ts'

/** Something that happened to the goods of a fulfillment on their way. */
export const fulfillmentEvents: ForeignRecord = {
  record: feed({
    name: 'shopify_fulfillment_events',
    about: 'Something that happened on its way to a fulfillment of the shopify sender.',
    key: ['event_id'],
    happenedAt: ['happened_at'],
    columns: {
      event_id: text('The event.').required(),
      fulfillment_id: text('The fulfillment.').required(),
      status: text('What happened, in Shopify’s words.').required(),
      happened_at: instant('When it happened.').required(),
      message: text('The carrier’s own words.').onErasure('remark'),
      ...columnsOf(trackingEvents, 'city', 'region', 'postal_code', 'latitude', 'longitude'),
      country: text('Country where it happened, as a name or a code.'),
      estimated_delivery_at: instant('When the carrier then meant to deliver.'),
      updated_at: instant('When what it was sent with was last changed.'),
    },
  }),
  headers: { region: 'province', postal_code: 'zip' },
  mappedBy: { partOf: fulfillmentsOfOrders, by: ['fulfillment_id'] },
}

export const readFulfillmentEvent: Reader = (node, { fulfillment, asOf }) =>
  fulfillment !== undefined && tells(node, 'status', 'happened_at')
    ? [
        recordIn(fulfillmentEvents, node, {
          event_id: idOf(node),
          fulfillment_id: fulfillment,
          status: word(node.status),
          updated_at: asOf,
        }),
      ]
    : []
