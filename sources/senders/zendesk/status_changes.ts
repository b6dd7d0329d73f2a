import { instant, text } from '../../../warehouse/columns.ts'
import { feed } from '../../feed.ts'
import type { ForeignRecord } from '../sender.ts'

/** That a ticket came to stand otherwise. */
export const zendeskStatusChanges = feed({
  name: 'zendesk_status_changes',
  about: 'A change of the status of a ticket of the zendesk sender.',
  key: ['ticket_id', 'updated_at', 'status'],
  happenedAt: [],
  columns: {
    ticket_id: text('The ticket.').required(),
    status: text('How it stands from then on.').required(),
    updated_at: instant('When it changed.').required(),
  },
})

export const statusChanges: ForeignRecord = {
  record: zendeskStatusChanges,
  headers: {},
  mappedBy: ['ticket_id'],
}
