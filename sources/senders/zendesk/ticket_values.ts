import { isObject, type JsonObject, objectsIn, recordIn, valueAt } from '../document.ts'
import type { Unfolded } from '../sender.ts'
import { tickets } from './tickets.ts'
import { utc } from './times.ts'

/** Most characters of a message that are kept: it says at its beginning what it is about. */
const mostOfWords = 2_000

/** Longest value of a custom field that is kept: one that names an order is short. */
const mostOfField = 100

const wordsOf = (value: unknown): unknown =>
  typeof value === 'string'
    ? [...value.replace(/\p{Cc}+/gu, ' ').trim()].slice(0, mostOfWords).join('')
    : undefined

const lowerCased = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value)

/** A ticket of an answer, an event or a warehouse's row. An `account` is that of its requester. */
export const ticketIn = (ticket: JsonObject, account: unknown): Unfolded =>
  recordIn(tickets, ticket, {
    customer_id: account,
    opened_at: utc(ticket.created_at),
    status: isDeleted(ticket) ? 'deleted' : lowerCased(ticket.status),
    via_channel: lowerCased(ticket.via_channel ?? valueAt(ticket, 'via.channel')),
    subject: wordsOf(ticket.subject),
    description: wordsOf(ticket.description),
    tags: Array.isArray(ticket.tags) ? ticket.tags.map(lowerCased) : undefined,
    fields: fieldsOf(ticket),
    score: lowerCased(valueAt(ticket, 'satisfaction_rating.score')),
    updated_at: utc(ticket.updated_at),
  })

const isDeleted = (ticket: JsonObject): boolean => /^(true|1)$/i.test(String(ticket._fivetran_deleted))

/** Custom fields by their ids, or by their columns, which warehouses call `custom_…`; undefined where none are told. */
function fieldsOf(ticket: JsonObject): JsonObject | undefined {
  const asColumns = Object.entries(ticket).filter(([name]) => /^custom_(?!fields$|status)/.test(name))
  const asList = objectsIn(ticket.custom_fields).map(({ id, value }) => [String(id), value] as const)
  if (asColumns.length === 0 && !Array.isArray(ticket.custom_fields)) return undefined
  return Object.fromEntries([...asColumns, ...asList].filter(([, value]) => isShort(value)))
}

const isShort = (value: unknown): boolean =>
  value !== null &&
  value !== '' &&
  !isObject(value) &&
  !Array.isArray(value) &&
  String(value).length <= mostOfField
