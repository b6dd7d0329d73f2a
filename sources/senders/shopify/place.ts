import { type JsonObject, valueAt } from '../document.ts'
import { type Id, idAt, idOf } from './identity.ts'

/** Where in a document an object stands: inside which others, by their ids, and as of when it is told. */
export type Place = {
  readonly type?: string | undefined
  readonly order?: Id | undefined
  readonly fulfillment?: Id | undefined
  readonly return?: Id | undefined
  readonly reverseOrder?: Id | undefined
  readonly refund?: Id | undefined
  readonly asOf?: string | undefined
}

/** Times that an object's state cannot be older than. Line items have none and are as old as their order. */
const times = [
  'order.updated_at',
  'updated_at',
  'processed_at',
  'created_at',
  'request_approved_at',
  'closed_at',
  'initiated_at',
  'evidence_sent_on',
  'finalized_on',
]

const latest = (moments: readonly unknown[]): string | undefined =>
  moments
    .filter((moment): moment is string => typeof moment === 'string' && !Number.isNaN(Date.parse(moment)))
    .reduce<string | undefined>(
      (last, moment) => (last === undefined || Date.parse(moment) > Date.parse(last) ? moment : last),
      undefined,
    )

/** The place of an object, and of all within it. */
export function placeOf(type: string | undefined, node: JsonObject, outer: Place): Place {
  // The answer of a mutation names the order beside what it did to it.
  if (type === undefined)
    return { ...outer, type, order: ('user_errors' in node ? idAt(node, 'order') : undefined) ?? outer.order }
  const own = times.map((path) => valueAt(node, path))
  const id = idOf(node)
  if (type === 'Order') return { type, order: id, asOf: latest(own) }
  // A customer or a variant stands in many orders, and is no newer in the newest of them.
  if (type === 'Customer' || type === 'ProductVariant') return { type, asOf: latest([node.updated_at]) }
  return {
    ...outer,
    type,
    asOf: latest([outer.asOf, ...own]),
    order: idAt(node, 'order', 'order_id') ?? outer.order,
    ...(type === 'Fulfillment' ? { fulfillment: id } : {}),
    ...(type === 'FulfillmentEvent'
      ? { fulfillment: idAt(node, 'fulfillment_id') ?? outer.fulfillment }
      : {}),
    ...(type === 'Return' ? { return: id } : {}),
    ...(type === 'ReverseFulfillmentOrder' ? { reverseOrder: id } : {}),
    ...(type === 'ReverseDelivery'
      ? { reverseOrder: idAt(node, 'reverse_fulfillment_order') ?? outer.reverseOrder }
      : {}),
    ...(type === 'Refund' ? { refund: id, return: idAt(node, 'return', 'return_id') ?? outer.return } : {}),
  }
}

/** What each type of object that holds others is called in the places of those. */
const holders = {
  Order: 'order',
  Fulfillment: 'fulfillment',
  Return: 'return',
  ReverseFulfillmentOrder: 'reverseOrder',
  Refund: 'refund',
} as const

export const holdsOthers = (type: string | undefined): type is keyof typeof holders =>
  type !== undefined && type in holders

/** What the id of a parent alone tells of the place. */
export const placeWithin = (type: string | undefined, id: Id | undefined): Place =>
  holdsOthers(type) ? { type, [holders[type]]: id } : { type }
