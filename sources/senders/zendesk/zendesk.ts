import type { Sender } from '../sender.ts'
import { comments } from './comments.ts'
import { contacts } from './contacts.ts'
import { ratings } from './ratings.ts'
import { statusChanges } from './status_changes.ts'
import { ticketMetrics } from './ticket_metrics.ts'
import { tickets } from './tickets.ts'
import { unfolding } from './unfolding.ts'
import { users } from './users.ts'

/** Zendesk Support: answers of its API, events of its webhooks, and its tables as warehouses hold them. */
export const zendesk: Sender = {
  name: 'zendesk',
  about: 'Tickets and satisfaction ratings of Zendesk Support.',
  records: [tickets, users, comments, statusChanges, ticketMetrics, ratings],
  unfolding,
  mappings: [contacts],
}
