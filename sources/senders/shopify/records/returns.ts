import { choice, instant, text } from '../../../../warehouse/columns.ts'
import { feed } from '../../../feed.ts'
import { recordIn } from '../../document.ts'
import type { ForeignRecord } from '../../sender.ts'
import { type Reader, tells, word } from '../readings.ts'
import { orderOf, returnsOfOrders } from './of_orders.ts'

/** How a return stands. Bodies of webhooks tell no more, and must not overwrite when it was asked for. */
export const returnStates: ForeignRecord = {
  record: feed({
    name: 'shopify_return_states',
    about: 'How a return of the shopify sender stands.',
    key: ['return_id'],
    happenedAt: [],
    columns: {
      return_id: text('The return.').required(),
      status: choice(['requested', 'open', 'closed', 'declined', 'canceled'], 'How it stands.').required(),
      updated_at: instant('When the return, or the order it was sent with, was last changed.'),
    },
  }),
  headers: {},
  mappedBy: { partOf: returnsOfOrders, by: ['return_id'] },
}

/** When a return was asked for and agreed to. */
export const returns: ForeignRecord = {
  record: feed({
    name: 'shopify_returns',
    about: 'When a return of the shopify sender was asked for and agreed to.',
    key: ['return_id'],
    happenedAt: ['created_at', 'approved_at'],
    columns: {
      return_id: text('The return.').required(),
      created_at: instant('When the return was asked for.').required(),
      approved_at: instant('When the shop agreed to it.'),
      updated_at: instant('When the return, or the order it was sent with, was last changed.'),
    },
  }),
  headers: { approved_at: 'request_approved_at' },
  mappedBy: { partOf: returnsOfOrders, by: ['return_id'] },
}

export const readReturn: Reader = (node, place) => {
  const shared = { return_id: place.return, updated_at: place.asOf }
  return [
    ...orderOf(returnsOfOrders, 'return', place.return, place.order),
    ...(tells(node, 'status')
      ? [recordIn(returnStates, node, { ...shared, status: word(node.status) })]
      : []),
    ...(tells(node, 'created_at') ? [recordIn(returns, node, shared)] : []),
  ]
}
