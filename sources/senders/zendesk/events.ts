import { isObject, type JsonObject, recordIn, valueAt } from '../document.ts'
import type { Unfolded } from '../sender.ts'
import { comments } from './comments.ts'
import { statusChanges } from './status_changes.ts'
import { ticketIn } from './ticket_values.ts'
import { utc } from './times.ts'
import { users } from './users.ts'

const named = /^zen:event-type:(ticket|user)\.(\w+)$/

/** Events after which a ticket is no contact of a customer. */
const deletions = ['soft_deleted', 'permanently_deleted', 'marked_as_spam']

export const isEvent = (document: JsonObject): boolean =>
  typeof document.type === 'string' && 'detail' in document

/** What the body of a webhook tells: the ticket or the user as it then was, and what happened to it. */
export function* unfoldedEvent(document: JsonObject): Generator<Unfolded> {
  const [, about, what = ''] = named.exec(String(document.type)) ?? []
  const { detail } = document
  if (!about || !isObject(detail)) {
    yield { fault: 'the event is about no ticket and no user' }
    return
  }
  if (about === 'user') {
    yield recordIn(users, detail, { updated_at: utc(detail.updated_at) })
    return
  }
  yield ticketIn(deletions.includes(what) ? { ...detail, status: 'deleted' } : detail, undefined)
  const happened_at = utc(document.time)
  if (what === 'status_changed')
    yield recordIn(statusChanges, detail, {
      ticket_id: detail.id,
      status: String(valueAt(document, 'event.current')).toLowerCase(),
      updated_at: happened_at,
    })
  if (what === 'comment_added')
    yield recordIn(comments, detail, {
      ticket_id: detail.id,
      comment_id: valueAt(document, 'event.comment.id'),
      author_id: valueAt(document, 'event.comment.author.id'),
      is_public: valueAt(document, 'event.comment.is_public'),
      updated_at: happened_at,
    })
}
