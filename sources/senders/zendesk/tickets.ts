import { choice, instant, text } from '../../../warehouse/columns.ts'
import { feed } from '../../feed.ts'
import type { ForeignRecord } from '../sender.ts'

/** A ticket of Zendesk Support, with what tells its topic and its order. */
export const zendeskTickets = feed({
  name: 'zendesk_tickets',
  about: 'A ticket of the zendesk sender.',
  key: ['ticket_id'],
  happenedAt: ['opened_at'],
  columns: {
    ticket_id: text('The ticket.').required(),
    requester_id: text('The user who asked, as Zendesk knows them.'),
    customer_id: text('The account of who asked, where the file that brought the ticket told it before.'),
    opened_at: instant('When it was opened.').required(),
    status: choice(
      ['new', 'open', 'pending', 'hold', 'on-hold', 'solved', 'closed', 'archived', 'deleted', 'scrubbed'],
      'How it stands.',
    ).required(),
    via_channel: text('How it reached the shop.'),
    subject: text('What it is called.').onErasure('words'),
    description: text('The beginning of its first message.').onErasure('words'),
    tags: text('Its tags, as a list of JSON.'),
    fields: text('Its custom fields by their ids, as an object of JSON.').onErasure('words'),
    score: text('The rating that it shows.'),
    updated_at: instant('When it was last changed.'),
  },
})

export const tickets: ForeignRecord = {
  record: zendeskTickets,
  headers: { ticket_id: 'id', opened_at: 'created_at' },
  mappedBy: ['ticket_id'],
  customer: 'customer_id',
}
