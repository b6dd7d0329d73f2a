import { isObject, type JsonObject, objectsIn, recordIn } from '../document.ts'
import type { Unfold, Unfolded } from '../sender.ts'
import { comments } from './comments.ts'
import { isEvent, unfoldedEvent } from './events.ts'
import { ratingIn, surveyRatingsIn } from './rating_values.ts'
import { statusChanges } from './status_changes.ts'
import { ticketMetrics } from './ticket_metrics.ts'
import { ticketIn } from './ticket_values.ts'
import { utc } from './times.ts'
import { users } from './users.ts'

/** What an object is, by the name under which an answer of the API holds it. */
type Kind = 'user' | 'ticket' | 'metric' | 'rating' | 'survey'

/** Users go first: tickets of the same answer then name their accounts. */
const answers: Readonly<Record<string, Kind>> = {
  user: 'user',
  users: 'user',
  ticket: 'ticket',
  tickets: 'ticket',
  ticket_metric: 'metric',
  ticket_metrics: 'metric',
  metric_sets: 'metric',
  satisfaction_rating: 'rating',
  satisfaction_ratings: 'rating',
  survey_response: 'survey',
  survey_responses: 'survey',
}

/** Remembers the accounts of users over the lines of a file. */
export const unfolding = (): Unfold => {
  const accounts = new Map<string, unknown>()
  return (document) => unfolded(document, accounts)
}

function* unfolded(sent: unknown, accounts: Map<string, unknown>): Generator<Unfolded> {
  const document = isObject(sent) ? inSmallLetters(sent) : {}
  const held = Object.keys(answers).filter((name) => isHeld(document[name]))
  if (isEvent(document)) yield* unfoldedEvent(document)
  else if (held.length > 0 && !isOneItself(document)) {
    for (const name of held) {
      const value = document[name]
      const objects = isObject(value) ? [value] : objectsIn(value)
      for (const object of objects) yield* unfoldedAs(answers[name] as Kind, object, accounts)
    }
  } else yield* unfoldedAlone(document, accounts)
}

const isHeld = (value: unknown): boolean => isObject(value) || Array.isArray(value)

/** A ticket may hold its own rating: it is no answer that holds one. */
const isOneItself = (document: JsonObject): boolean => 'id' in document

/** An object, or a row of a warehouse's table, that stands by itself, known by what it has. */
function* unfoldedAlone(document: JsonObject, accounts: Map<string, unknown>): Generator<Unfolded> {
  const has = (...names: readonly string[]) => names.every((name) => name in document)
  if (has('field_name', 'ticket_id', 'value', 'updated')) yield* statusChangeIn(document)
  else if (has('id', 'ticket_id', 'user_id', 'created', 'public'))
    yield recordIn(comments, document, { updated_at: utc(document.created) })
  else if (has('ticket_id', 'score')) yield* unfoldedAs('rating', document, accounts)
  else if (has('ticket_id', 'reply_time_in_minutes')) yield* unfoldedAs('metric', document, accounts)
  else if (has('id', 'answers')) yield* unfoldedAs('survey', document, accounts)
  else if (has('id', 'status', 'created_at', 'requester_id')) yield* unfoldedAs('ticket', document, accounts)
  else if (has('id', 'role', 'external_id')) yield* unfoldedAs('user', document, accounts)
  else
    yield {
      fault: 'the document is no ticket, user, comment, rating, metric or status history of Zendesk',
    }
}

function* unfoldedAs(kind: Kind, object: JsonObject, accounts: Map<string, unknown>): Generator<Unfolded> {
  if (kind === 'user') {
    accounts.set(String(object.id), object.external_id)
    yield recordIn(users, object, { updated_at: utc(object.updated_at) })
  } else if (kind === 'ticket') {
    yield ticketIn(object, accounts.get(String(object.requester_id)))
    if (isObject(object.metric_set)) yield* unfoldedAs('metric', object.metric_set, accounts)
  } else if (kind === 'metric')
    yield recordIn(ticketMetrics, object, {
      solved_at: utc(object.solved_at),
      updated_at: utc(object.updated_at),
    })
  else if (kind === 'rating') yield ratingIn(object)
  else yield* surveyRatingsIn(object)
}

/** Of the history of a ticket’s fields only its status tells of a contact. */
function* statusChangeIn(row: JsonObject): Generator<Unfolded> {
  if (row.field_name === 'status')
    yield recordIn(statusChanges, row, { status: row.value, updated_at: utc(row.updated) })
}

/** Some warehouses call their columns in capitals. */
function inSmallLetters(document: JsonObject): JsonObject {
  const entries = Object.entries(document)
  return entries.some(([name]) => /[a-z]/.test(name))
    ? document
    : Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]))
}
