import { boolean, instant, text } from '../../../warehouse/columns.ts'
import { feed } from '../../feed.ts'
import type { ForeignRecord } from '../sender.ts'

/** A comment on a ticket, without its words: it tells when support first answered. */
export const zendeskComments = feed({
  name: 'zendesk_comments',
  about: 'A comment on a ticket of the zendesk sender.',
  key: ['comment_id'],
  happenedAt: [],
  columns: {
    comment_id: text('The comment.').required(),
    ticket_id: text('The ticket.').required(),
    author_id: text('The user who wrote it.'),
    is_public: boolean('Whether the customer sees it.'),
    updated_at: instant('When it was written; comments do not change.').required(),
  },
})

export const comments: ForeignRecord = {
  record: zendeskComments,
  headers: { comment_id: 'id', author_id: 'user_id', is_public: 'public' },
  mappedBy: ['ticket_id'],
}
