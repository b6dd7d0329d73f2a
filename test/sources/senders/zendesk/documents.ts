/** Documents as Zendesk's documentation of its API and webhooks has them. */

export const ticket = (id: number, more: object = {}) => ({
  url: `https://shop.zendesk.com/api/v2/tickets/${id}.json`,
  id,
  external_id: null,
  via: { channel: 'email', source: { from: {}, to: {}, rel: null } },
  created_at: '2024-05-01T08:00:00Z',
  updated_at: '2024-05-02T08:00:00Z',
  type: 'question',
  subject: 'Hello',
  raw_subject: 'Hello',
  description: 'I have a question.',
  status: 'open',
  recipient: 'help@shop.example',
  requester_id: 9001,
  submitter_id: 9001,
  tags: [],
  custom_fields: [{ id: 360001, value: null }],
  satisfaction_rating: { score: 'unoffered' },
  followup_ids: [],
  ...more,
})

export const user = (id: number, more: object = {}) => ({
  id,
  name: 'Ann Example',
  email: 'ann@example.com',
  role: 'end-user',
  external_id: null,
  created_at: '2024-01-01T00:00:00Z',
  updated_at: '2024-01-01T00:00:00Z',
  ...more,
})

export const metric = (ticket_id: number, more: object = {}) => ({
  id: 500_000 + ticket_id,
  ticket_id,
  reply_time_in_minutes: { calendar: 90, business: 60 },
  solved_at: null,
  created_at: '2024-05-01T08:00:00Z',
  updated_at: '2024-05-02T08:00:00Z',
  ...more,
})

export const rating = (id: number, ticket_id: number, score: string, more: object = {}) => ({
  id,
  ticket_id,
  assignee_id: 1,
  group_id: 2,
  requester_id: 9001,
  score,
  comment: 'Thank you, Ann',
  created_at: '2024-05-03T08:00:00Z',
  updated_at: '2024-05-03T08:00:00Z',
  ...more,
})

export const survey = (ticket_id: number, rating: number, places: readonly number[]) => ({
  id: `01J1WB51MG6HXTYWE6Q0C9${ticket_id}`,
  responder_id: 9001,
  expires_at: '2024-08-14T12:00:00.000Z',
  subject_zrns: [`zen:ticket:${ticket_id}`],
  subjects: [{ id: String(ticket_id), type: 'ticket', zrn: `zen:ticket:${ticket_id}` }],
  survey: { id: '01J58KJ9RAE0D2EK7HRVM7Z8F2', state: 'enabled', version: 3 },
  answers: [
    {
      type: 'rating_scale',
      rating,
      question: {
        type: 'rating_scale_numeric',
        options: places.map((place) => ({ rating: place, label: { type: 'static', value: String(place) } })),
      },
      created_at: '2024-05-04T12:00:00.000Z',
      updated_at: '2024-05-04T12:00:00.000Z',
    },
    { type: 'skipped', question: { type: 'open_ended' }, created_at: '2024-05-04T12:00:00.000Z' },
  ],
})

export const event = (what: string, time: string, detail: object, event: object = {}) => ({
  type: `zen:event-type:${what}`,
  account_id: 12_514_403,
  id: '2b24ef10-19d4-4740-93cf-8f98ec4776c0',
  time,
  zendesk_event_version: '2022-11-06',
  subject: 'zen:ticket:1',
  detail,
  event,
})

/** A ticket as events tell of it: ids are texts, the status is in capitals, and fields are missing. */
export const ticketOfEvent = (id: number, more: object = {}) => ({
  id: String(id),
  created_at: '2024-05-01T08:00:00Z',
  updated_at: '2024-05-03T08:00:00Z',
  description: 'I have a question.',
  requester_id: '9001',
  status: 'OPEN',
  subject: 'Hello',
  tags: [],
  via: { channel: 'mail' },
  ...more,
})
