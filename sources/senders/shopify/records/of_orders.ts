import { text } from '../../../../warehouse/columns.ts'
import { feed } from '../../../feed.ts'
import { recordIn } from '../../document.ts'
import type { ForeignRecord, Unfolded } from '../../sender.ts'
import type { Id } from '../identity.ts'

/**
 * Which order a fulfillment, return or refund belongs to. Not every document that tells of one names its order; what
 * such a document tells waits until another does.
 */
const ofOrders = (things: 'fulfillments' | 'returns' | 'refunds', thing: string): ForeignRecord => ({
  record: feed({
    name: `shopify_${things}_of_orders`,
    about: `Which order a ${thing} of the shopify sender belongs to.`,
    key: [`${thing}_id`],
    happenedAt: [],
    columns: {
      [`${thing}_id`]: text(`The ${thing}.`).required(),
      order_id: text('The order.').required(),
    },
  }),
  headers: {},
  mappedBy: ['order_id'],
})

export const fulfillmentsOfOrders = ofOrders('fulfillments', 'fulfillment')
export const returnsOfOrders = ofOrders('returns', 'return')
export const refundsOfOrders = ofOrders('refunds', 'refund')

/** Told wherever the order is known. */
export const orderOf = (
  of: ForeignRecord,
  thing: string,
  id: Id | undefined,
  order: Id | undefined,
): Unfolded[] => (order === undefined ? [] : [recordIn(of, { [`${thing}_id`]: id, order_id: order })])
