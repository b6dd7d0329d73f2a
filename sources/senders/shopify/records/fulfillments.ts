import { instant, text } from '../../../../warehouse/columns.ts'
import { feed } from '../../../feed.ts'
import { carrierCodeOf } from '../../carrier_codes.ts'
import { type JsonObject, objectsIn, recordIn } from '../../document.ts'
import type { ForeignRecord } from '../../sender.ts'
import { idAt } from '../identity.ts'
import { type Reader, tells, word } from '../readings.ts'
import { fulfillmentsOfOrders, orderOf } from './of_orders.ts'

/** Goods of an order sent off together. */
export const fulfillments: ForeignRecord = {
  record: feed({
    name: 'shopify_fulfillments',
    about: 'Goods of an order of the shopify sender that were sent off together.',
    key: ['fulfillment_id'],
    happenedAt: ['created_at'],
    columns: {
      fulfillment_id: text('The fulfillment.').required(),
      status: text('How it went: success, or cancelled, open, pending, error, failure.'),
      created_at: instant('When the shop marked the goods as sent.').required(),
      location_id: text('The warehouse or store it was sent from.'),
      parcels: text('The carrier and number of each parcel, as a list.'),
      updated_at: instant('When it was last changed.'),
    },
  }),
  headers: {},
  mappedBy: { partOf: fulfillmentsOfOrders, by: ['fulfillment_id'] },
}

export const readFulfillment: Reader = (node, { order, fulfillment, asOf }) => [
  ...orderOf(fulfillmentsOfOrders, 'fulfillment', fulfillment, order),
  ...(tells(node, 'created_at', 'status')
    ? [
        recordIn(fulfillments, node, {
          fulfillment_id: fulfillment,
          status: word(node.status),
          location_id: idAt(node, 'location', 'location_id'),
          parcels: parcelsOf(node),
          updated_at: asOf,
        }),
      ]
    : []),
]

function parcelsOf(node: JsonObject): JsonObject[] {
  if (Array.isArray(node.tracking_info))
    return objectsIn(node.tracking_info).map(({ company, number }) => parcel(company, number))
  const numbers = Array.isArray(node.tracking_numbers) ? node.tracking_numbers : []
  const all = numbers.length > 0 ? numbers : [node.tracking_number]
  return all.filter(Boolean).map((number) => parcel(node.tracking_company, number))
}

const parcel = (company: unknown, number: unknown): JsonObject => ({
  company: carrierCodeOf(company),
  number,
})
