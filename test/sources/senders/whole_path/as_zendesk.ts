import { numberOf } from './numbers.ts'
import type { ShopTold, Told } from './shop.ts'

type Answer = Readonly<Record<string, unknown>>

/** The shop's contacts as answers of Zendesk: a page of its export, and the surveys that customers filled in. */
export function asZendesk(shop: ShopTold): Answer[] {
  const contacts = shop.contacts ?? []
  const customers = new Set(contacts.flatMap(({ customer_id }) => customer_id ?? []))
  return [
    { users: [...customers].map(userOf), tickets: contacts.map(ticketOf), end_of_stream: true },
    { survey_responses: contacts.flatMap(surveyOf) },
  ]
}

const userOf = (customer: string): Answer => ({
  id: Number(numberOf(customer)),
  external_id: numberOf(customer),
  role: 'end-user',
  created_at: '2025-01-01T00:00:00Z',
  updated_at: '2025-01-01T00:00:00Z',
})

const ticketOf = (contact: Told, nth: number): Answer => ({
  id: nth + 1,
  requester_id: contact.customer_id && Number(numberOf(contact.customer_id)),
  created_at: contact.opened_at,
  updated_at: contact.updated_at,
  status: contact.resolved_at === null ? 'open' : 'solved',
  via: { channel: contact.channel },
  subject: 'A question',
  tags: [
    ...(contact.topic === 'other' ? [] : [contact.topic]),
    ...(contact.order_id === null ? [] : [`order_${numberOf(contact.order_id as string)}`]),
  ],
  metric_set: {
    ticket_id: nth + 1,
    reply_time_in_seconds: { calendar: secondsBetween(contact.opened_at, contact.first_response_at) },
    solved_at: contact.resolved_at,
    updated_at: contact.updated_at,
  },
})

const secondsBetween = (from: string | null | undefined, to: string | null | undefined): number | null =>
  from && to ? (Date.parse(to) - Date.parse(from)) / 1000 : null

const surveyOf = (contact: Told, nth: number): Answer[] =>
  contact.satisfaction === null
    ? []
    : [
        {
          id: `survey-${nth + 1}`,
          subject_zrns: [`zen:ticket:${nth + 1}`],
          answers: [
            { type: 'rating_scale', rating: Number(contact.satisfaction), updated_at: contact.updated_at },
          ],
        },
      ]
