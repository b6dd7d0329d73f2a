import { instant, text } from '../../../warehouse/columns.ts'
import { feed } from '../../feed.ts'
import type { ForeignRecord } from '../sender.ts'
import { tickets } from './tickets.ts'

/** A user of Zendesk Support, for the account that the shop knows them by. */
export const zendeskUsers = feed({
  name: 'zendesk_users',
  about: 'A user of the zendesk sender.',
  key: ['requester_id'],
  happenedAt: [],
  columns: {
    requester_id: text('The user, as Zendesk knows them.').required(),
    customer_id: text('The customer account: the external_id that the shop gave them.'),
    updated_at: instant('When the user was last changed.'),
  },
})

export const users: ForeignRecord = {
  record: zendeskUsers,
  headers: { requester_id: 'id', customer_id: 'external_id' },
  mappedBy: { partOf: tickets, by: ['requester_id'] },
  customer: 'customer_id',
}
