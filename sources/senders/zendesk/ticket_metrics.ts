import { instant, number, text } from '../../../warehouse/columns.ts'
import { feed } from '../../feed.ts'
import type { ForeignRecord } from '../sender.ts'

/** What Zendesk itself measured of a ticket. */
export const zendeskTicketMetrics = feed({
  name: 'zendesk_ticket_metrics',
  about: 'The metrics of a ticket of the zendesk sender.',
  key: ['ticket_id'],
  happenedAt: [],
  columns: {
    ticket_id: text('The ticket.').required(),
    reply_seconds: number('Seconds from its opening to the first public reply.').atLeast(0),
    reply_minutes: number('The same in whole minutes, which older accounts have alone.').atLeast(0),
    solved_at: instant('When it was last solved.'),
    updated_at: instant('When the metrics were last changed.'),
  },
})

export const ticketMetrics: ForeignRecord = {
  record: zendeskTicketMetrics,
  headers: {
    reply_seconds: 'reply_time_in_seconds.calendar',
    reply_minutes: 'reply_time_in_minutes.calendar',
  },
  mappedBy: ['ticket_id'],
}
