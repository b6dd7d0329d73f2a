import { boolean, instant, text } from '../../../warehouse/columns.ts'
import { feed } from '../../feed.ts'
import type { ForeignRecord } from '../sender.ts'

/** What a customer thought of how a ticket was handled, without their words. */
export const zendeskRatings = feed({
  name: 'zendesk_ratings',
  about: 'A satisfaction rating, or an answer to a satisfaction survey, of the zendesk sender.',
  key: ['rating_id'],
  happenedAt: [],
  columns: {
    rating_id: text('The rating, or the answered survey.').required(),
    ticket_id: text('The ticket.').required(),
    score: text('A word such as good, or of a survey its place from 1 to 5.').required(),
    is_of_survey: boolean('Whether it comes from a survey, whose scale is finer.').required(),
    updated_at: instant('When it was last changed.'),
  },
})

export const ratings: ForeignRecord = {
  record: zendeskRatings,
  headers: { rating_id: 'id' },
  mappedBy: ['ticket_id'],
}
