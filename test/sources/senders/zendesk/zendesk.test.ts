import { copyFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Settings, settingsSchema } from '../../../../models/settings.ts'
import { contacts } from '../../../../sources/feeds/contacts.ts'
import { zendesk } from '../../../../sources/senders/zendesk/zendesk.ts'
import { fileAt, MadeInbox } from '../../../pipelines/load/made_inbox.ts'
import { event, metric, rating, survey, ticket, ticketOfEvent, user } from './documents.ts'

const recorded = fileURLToPath(new URL('../../../fixtures/zendesk', import.meta.url))
const tables = ['ticket_data', 'ticket_comment_data', 'ticket_field_history_data', 'user_data']

const load = (inbox: MadeInbox, settings: Partial<Settings> = {}) =>
  inbox.load([contacts], { senders: [zendesk], settings })

const newest = `select * exclude (version_at, file_number, row_number) from raw.contacts
  qualify row_number() over (
    partition by contact_id order by version_at desc, file_number desc, row_number desc
  ) = 1 order by contact_id`

/** The newest contacts after each list of documents was loaded as a file of its own. */
async function contactsOf(
  files: readonly (readonly object[])[],
  settings: Partial<Settings> = {},
): Promise<Record<string, unknown>[]> {
  const inbox = await MadeInbox.open()
  for (const [place, documents] of files.entries()) {
    await inbox.put(`zendesk/${place}.ndjson`, documents.map((each) => `${JSON.stringify(each)}\n`).join(''))
    const report = await load(inbox, settings)
    expect(fileAt(report, `zendesk/${place}.ndjson`).outcome).toBe('loaded')
  }
  expect(await inbox.rows('select faults from ledger.quarantine')).toEqual([])
  const found = await inbox.rows(newest)
  await inbox.close()
  return found
}

const contactOf = async (...documents: object[]) => (await contactsOf([documents]))[0]
const instant = (text: string) => text.replace('T', ' ').replace('Z', '')

describe('tables of a warehouse', () => {
  test('tickets that are not deleted become contacts', async () => {
    const inbox = await MadeInbox.open()
    await mkdir(join(inbox.path, 'zendesk'))
    for (const table of tables)
      await copyFile(join(recorded, `${table}.csv`), join(inbox.path, 'zendesk', `${table}.csv`))
    const report = await load(inbox)
    expect(report.files.map(({ path, outcome }) => [path, outcome])).toEqual(
      [...tables].sort().map((table) => [`zendesk/${table}.csv`, 'loaded']),
    )
    expect(await inbox.rows('select * from ledger.quarantine')).toEqual([])
    const found = await inbox.rows(newest)
    expect(found.map(({ contact_id }) => contact_id)).toEqual([
      '11071',
      '1404',
      '14173',
      '16988',
      '1966',
      '4721',
      '6171',
      '6605',
    ])
    expect(found[0]).toMatchObject({
      opened_at: instant('2020-08-28T18:06:36Z'),
      resolved_at: instant('2020-11-14T11:01:27Z'),
      topic: 'other',
      channel: 'email',
      customer_id: null,
      updated_at: instant('2020-11-15T11:01:27Z'),
    })
    expect(found.slice(1).map(({ resolved_at }) => resolved_at)).toEqual(Array(7).fill(null))
  })

  test('a comment of somebody else that the customer sees is the first answer', async () => {
    const rows = await readFile(join(recorded, 'ticket_comment_data.csv'), 'utf8')
    const [header] = rows.split(/\r?\n/)
    const inbox = await MadeInbox.open()
    await inbox.put(
      'zendesk/tickets.csv',
      'ID,STATUS,CREATED_AT,UPDATED_AT,REQUESTER_ID,SUBJECT,CUSTOM_ORDER_NUMBER,VIA_CHANNEL\n' +
        '1,open,2020-03-05 05:03:44+00,2020-03-06 05:03:44.120 +0000,7,Where is my parcel?,A-17,chat\n',
    )
    const comment = (id: number, created: string, isPublic: string, author: number) =>
      `${id},2020-03-05 04:47:57.580,body,${created},FALSE,${isPublic},1,FALSE,${author},FALSE\n`
    await inbox.put(
      'zendesk/comments.csv',
      `${header}\n` +
        comment(1, '2020-03-05 05:03:44', 'TRUE', 8) +
        comment(2, '2020-03-05 05:10:00', 'FALSE', 8) +
        comment(3, '2020-03-05 06:00:00', 'TRUE', 7) +
        comment(4, '2020-03-05 09:00:00 UTC', 'TRUE', 8) +
        comment(5, '2020-03-05 11:00:00', 'TRUE', 8),
    )
    await load(inbox, settingsSchema.parse({ zendesk: { orderField: 'custom_order_number' } }))
    expect(await inbox.rows(newest)).toMatchObject([
      {
        contact_id: '1',
        topic: 'wismo',
        order_id: 'A-17',
        first_response_at: instant('2020-03-05T09:00:00Z'),
      },
    ])
    expect(await inbox.rows("select * from raw.zendesk_comments where columns(*)::varchar = 'body'")).toEqual(
      [],
    )
  })
})

describe('answers of the API', () => {
  const answer = {
    tickets: [
      ticket(1, { status: 'solved', metric_set: metric(1, { solved_at: '2024-05-02T07:00:00Z' }) }),
      ticket(2, { requester_id: 9002, via: { channel: 'web' } }),
    ],
    users: [user(9001, { external_id: 'c-17' }), user(9002)],
    metric_sets: [metric(2, { reply_time_in_seconds: { calendar: 45 } })],
    next_page: null,
    count: 2,
    end_of_stream: true,
  }

  test('tickets know their requester’s account, the first reply and when they were solved', async () => {
    expect(await contactsOf([[answer]])).toMatchObject([
      {
        contact_id: '1',
        customer_id: 'c-17',
        channel: 'email',
        first_response_at: instant('2024-05-01T09:30:00Z'),
        resolved_at: instant('2024-05-02T07:00:00Z'),
        satisfaction: null,
      },
      {
        contact_id: '2',
        customer_id: null,
        channel: 'web',
        first_response_at: instant('2024-05-01T08:00:45Z'),
        resolved_at: null,
      },
    ])
  })

  test('an empty page is good, and what is none of Zendesk’s records is held', async () => {
    const inbox = await MadeInbox.open()
    await inbox.put('zendesk/page.json', JSON.stringify({ tickets: [], end_of_stream: true }))
    await inbox.put(
      'zendesk/error.json',
      JSON.stringify({ error: 'RecordNotFound', description: 'Not found' }),
    )
    await inbox.put('zendesk/list.json', JSON.stringify([ticket(1), 17]))
    const report = await load(inbox, { badRows: { share: 0.5, perFeed: {} } })
    expect(fileAt(report, 'zendesk/page.json').outcome).toBe('loaded')
    expect(fileAt(report, 'zendesk/error.json')).toMatchObject({ outcome: 'failed' })
    expect(await inbox.rows(newest)).toHaveLength(1)
    expect(await inbox.rows('select faults, record from ledger.quarantine')).toEqual([
      {
        faults: ['the document is no ticket, user, comment, rating, metric or status history of Zendesk'],
        record: '17',
      },
    ])
  })

  test('a word that Zendesk does not document is held, not guessed', async () => {
    const inbox = await MadeInbox.open()
    await inbox.put(
      'zendesk/a.json',
      JSON.stringify([ticket(1, { status: 'frozen' }), ticket(2), rating(1, 2, 'splendid')]),
    )
    await load(inbox, { badRows: { share: 1, perFeed: {} } })
    const held = await inbox.rows('select feed, column_names from ledger.quarantine order by feed')
    expect(held).toEqual([
      { feed: 'contacts', column_names: ['satisfaction'] },
      { feed: 'zendesk_tickets', column_names: ['status'] },
    ])
  })

  test('tickets of side conversations and the sample ticket are no contacts', async () => {
    const via = (channel: string) => ({ via: { channel } })
    expect(
      await contactsOf([[ticket(1, via('side_conversation')), ticket(2, via('sample_ticket'))]]),
    ).toEqual([])
  })

  test('words are kept in their beginning alone, without control characters', async () => {
    const inbox = await MadeInbox.open()
    const description = `refund\u0000 please\r\n${'x'.repeat(20_000)}`
    await inbox.put('zendesk/a.json', JSON.stringify([ticket(1, { description })]))
    await load(inbox)
    expect(await inbox.rows('select length(description) as n from raw.zendesk_tickets')).toEqual([
      { n: '2000' },
    ])
    expect(await inbox.rows(newest)).toMatchObject([{ topic: 'refund' }])
  })
})

describe('what a contact is about', () => {
  const topicOf = async (more: object) => (await contactOf(ticket(1, more)))?.topic

  test('the usual words and tags', async () => {
    expect(await topicOf({ subject: 'Where is\n my order?' })).toBe('wismo')
    expect(await topicOf({ subject: 'Order #17', description: 'It NEVER ARRIVED.' })).toBe('claim')
    expect(await topicOf({ subject: 'Template', description: 'of an essay' })).toBe('other')
    expect(await topicOf({ subject: null, description: null, tags: ['Refund', 'vip'] })).toBe('refund')
  })

  test('a shop’s own rules go by their order, and their words are no patterns', async () => {
    const settings = settingsSchema.parse({
      zendesk: {
        topics: [
          { topic: 'payment', words: ['a+b (c)'] },
          { topic: 'wismo', words: ["où est l'colis"], tags: ['colis'] },
          { topic: 'product', words: ['hello'] },
        ],
      },
    })
    const found = await contactsOf(
      [
        [
          ticket(1, { description: 'A+B (C) now' }),
          ticket(2, { description: "Où est l'colis" }),
          ticket(3, { tags: ['colis'] }),
          ticket(4),
          ticket(5, { subject: 'aab c' }),
        ],
      ],
      settings,
    )
    expect(found.map(({ topic }) => topic)).toEqual(['payment', 'wismo', 'wismo', 'product', 'other'])
  })

  test('the order is that of the field, else of a tag, else of the words', async () => {
    const found = await contactsOf(
      [
        [
          ticket(1, {
            custom_fields: [{ id: 360001, value: ' 44 ' }],
            tags: ['order_55'],
            subject: 'About #66',
          }),
          ticket(2, { tags: ['vip', 'order_55'], subject: 'About #66' }),
          ticket(3, { subject: 'About #66', description: 'and #77' }),
          ticket(4),
        ],
      ],
      settingsSchema.parse({ zendesk: { orderField: '360001' } }),
    )
    expect(found.map(({ order_id }) => order_id)).toEqual(['44', '55', '66', null])
  })

  test('a pattern that cannot be read is refused in the settings', () => {
    const faultOf = (orderNumber: string) =>
      settingsSchema.safeParse({ zendesk: { orderNumber } }).error?.issues[0]?.message
    expect(faultOf('#([0-9]+)')).toBeUndefined()
    expect(faultOf('#[0-9]+')).toMatch('one group')
    expect(faultOf('(?<=#)([0-9]+)')).toMatch('looks around')
    expect(faultOf('(')).toMatch('no regular expression')
  })
})

describe('how content customers were', () => {
  const satisfactionOf = async (...documents: object[]) =>
    (await contactOf(ticket(1), ...documents))?.satisfaction

  test('good is 5 and bad is 1; an offer is no rating', async () => {
    expect(await satisfactionOf({ satisfaction_ratings: [rating(1, 1, 'good')] })).toBe('5')
    expect(await satisfactionOf(rating(1, 1, 'Bad'))).toBe('1')
    expect(await satisfactionOf(rating(1, 1, 'offered'))).toBeNull()
    expect(
      await satisfactionOf({ ticket: ticket(1, { satisfaction_rating: { id: 1, score: 'good' } }) }),
    ).toBe('5')
  })

  test('the newest rating counts', async () => {
    expect(
      await satisfactionOf(
        rating(2, 1, 'bad', { updated_at: '2024-05-09T08:00:00Z' }),
        rating(1, 1, 'good'),
        rating(3, 1, 'offered', { updated_at: '2024-05-10T08:00:00Z' }),
      ),
    ).toBe('1')
  })

  test('a survey’s place goes before good and bad, spread over 1 to 5', async () => {
    const later = rating(1, 1, 'bad', { updated_at: '2024-06-09T08:00:00Z' })
    expect(await satisfactionOf(survey(1, 4, [1, 2, 3, 4, 5]), later)).toBe('4')
    expect(await satisfactionOf({ survey_response: survey(1, 2, [1, 2, 3]) })).toBe('3')
    expect(await satisfactionOf({ survey_responses: [survey(1, 2, [1, 2])] })).toBe('5')
  })
})

describe('events', () => {
  test('tell of answers and of how a ticket stands, and take nothing away that an export told', async () => {
    const exported = ticket(1, { custom_fields: [{ id: 360001, value: '44' }] })
    const solved = ticketOfEvent(1, { status: 'SOLVED', updated_at: '2024-05-04T10:00:00Z' })
    const comment = { id: '81', is_public: true, body: 'On its way', author: { id: '8', is_staff: true } }
    const [contact] = await contactsOf(
      [
        [exported],
        [
          event('ticket.comment_added', '2024-05-03T08:00:00Z', ticketOfEvent(1), { comment }),
          event('ticket.status_changed', '2024-05-04T10:00:00Z', solved, {
            current: 'SOLVED',
            previous: 'OPEN',
          }),
        ],
        [event('user.external_id_changed', '2024-05-05T08:00:00Z', user(9001, { external_id: 'c-1' }))],
      ],
      settingsSchema.parse({ zendesk: { orderField: '360001' } }),
    )
    expect(contact).toMatchObject({
      order_id: '44',
      customer_id: 'c-1',
      first_response_at: instant('2024-05-03T08:00:00Z'),
      resolved_at: instant('2024-05-04T10:00:00Z'),
    })
  })

  test('a deleted ticket stays the contact that it was, or never becomes one', async () => {
    const spam = event('ticket.marked_as_spam', '2024-05-04T08:00:00Z', ticketOfEvent(1))
    const deleted = ticket(2, { status: 'deleted', subject: 'SCRUBBED', updated_at: '2024-05-09T08:00:00Z' })
    const before = ticket(2, { subject: 'Where is my order' })
    for (const files of [
      [[spam, before], [deleted]],
      [[deleted, spam], [before]],
    ])
      expect(await contactsOf(files)).toMatchObject([{ contact_id: '2', topic: 'wismo' }])
  })
})

test('documents in any order, in any files, give the same newest contacts', { timeout: 60_000 }, async () => {
  const moved = { requester_id: 9002, updated_at: '2024-05-04T09:00:00Z', status: 'solved' }
  const documents = [
    ticket(1, { subject: 'Where is my order #17' }),
    ticket(1, { subject: 'Where is my order #17', ...moved }),
    ticket(2, { status: 'closed', requester_id: 9002 }),
    ticket(3, { status: 'deleted', updated_at: '2024-05-09T08:00:00Z' }),
    ticket(3, { tags: ['refund'] }),
    { users: [user(9001, { external_id: 'c-1' })] },
    { user: user(9002, { external_id: 'c-2', updated_at: '2024-06-01T00:00:00Z' }) },
    user(9002),
    { ticket_metrics: [metric(1), metric(2, { solved_at: '2024-05-02T07:00:00Z' })] },
    metric(1, { solved_at: '2024-05-04T09:00:00Z', updated_at: '2024-05-04T09:00:00Z' }),
    rating(1, 1, 'offered'),
    rating(2, 1, 'bad', { updated_at: '2024-05-04T08:00:00Z' }),
    survey(2, 3, [1, 2, 3, 4, 5]),
    event('ticket.status_changed', '2024-05-03T08:00:00Z', ticketOfEvent(3, { status: 'SOLVED' }), {
      current: 'SOLVED',
    }),
  ]
  const expected = await contactsOf([documents])
  expect(
    expected.map(({ customer_id, resolved_at, satisfaction }) => [customer_id, resolved_at, satisfaction]),
  ).toEqual([
    ['c-2', instant('2024-05-04T09:00:00Z'), '1'],
    ['c-2', instant('2024-05-02T07:00:00Z'), '3'],
    ['c-1', instant('2024-05-03T08:00:00Z'), null],
  ])
  const orders = fc.shuffledSubarray(documents, { minLength: documents.length })
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: documents.length - 1 }), { maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(orders, cuts, async (ordered, at) => {
      const ends = [0, ...at.sort((a, b) => a - b), ordered.length]
      const files = ends.slice(1).map((end, place) => ordered.slice(ends[place], end))
      expect(await contactsOf(files)).toEqual(expected)
    }),
    { numRuns: 8 },
  )
})
