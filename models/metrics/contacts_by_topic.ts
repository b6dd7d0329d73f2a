import { choice, day, integer, text } from '../../warehouse/columns.ts'
import { anyTrue, asOf, calendarDay, countRows, orElse } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { contacts } from '../marts/contacts.ts'
import { deliveries } from '../marts/deliveries.ts'
import { model } from '../model.ts'

const read = tables(contacts, deliveries)

const standings = [
  'held_up',
  'overdue',
  'not_shipped',
  'on_the_way',
  'claim',
  'return',
  'delivered',
  'no_parcel',
] as const

/** How the parcels of its order stood when each contact was made, reships apart. */
const standing = () =>
  read
    .selectFrom('marts.contacts as c')
    .innerJoin('marts.deliveries as d', 'd.order_id', 'c.order_id')
    .where('d.is_reship', '=', false)
    .groupBy('c.contact_id')
    .select((r) => {
      const openedAt = r.ref('c.opened_at')
      const isWaitedFor = r.or([r('d.delivered_at', 'is', null), r('d.delivered_at', '>', openedAt)])
      return [
        'c.contact_id',
        anyTrue(isWaitedFor).as('is_waited_for'),
        anyTrue(r.and([isWaitedFor, r('d.first_exception_at', '<=', openedAt)])).as('is_held_up'),
        anyTrue(r.and([isWaitedFor, r('d.promised_at', '<', openedAt)])).as('is_overdue'),
        anyTrue(r.or([r('d.shipped_at', 'is', null), r('d.shipped_at', '>', openedAt)])).as('is_not_shipped'),
      ]
    })

export const contactsByTopic = model({
  name: 'metrics.contacts_by_topic',
  about:
    'Contacts with support by what they are about, how the customer made them, and how the order stood at that moment: what they came of.',
  owner: 'operations',
  grain: ['day', 'topic', 'channel', 'standing'],
  load: rebuilt(),
  published: true,
  columns: {
    day: day('The business day on which they were made.').required(),
    topic: contacts.columns.topic,
    channel: text('How the customers made contact; not known where not stated.').required(),
    standing: choice(
      standings,
      'How the order stood, the first that holds. Of an order with a parcel to come: held_up, where the carrier had reported trouble with it; overdue, where its promise had passed; not_shipped; on_the_way. Of one that had arrived: claim, where one was made; return, where one was asked for; delivered. no_parcel, where the contact names no order or the order has no parcel.',
    ).required(),
    contacts: integer('How many.').required(),
  },
  query: ({ timeZone }) =>
    read
      .with('stood', () =>
        read
          .selectFrom('marts.contacts as c')
          .leftJoin(standing().as('s'), 's.contact_id', 'c.contact_id')
          .where((r) => r('c.opened_on', '<=', calendarDay(asOf(), timeZone)))
          .select((r) => [
            'c.opened_on as day',
            'c.topic',
            orElse(r.ref('c.channel'), 'not known').as('channel'),
            r
              .case()
              .when(r('s.contact_id', 'is', null))
              .then('no_parcel' as const)
              .when('s.is_held_up', '=', true)
              .then('held_up' as const)
              .when('s.is_overdue', '=', true)
              .then('overdue' as const)
              .when('s.is_not_shipped', '=', true)
              .then('not_shipped' as const)
              .when('s.is_waited_for', '=', true)
              .then('on_the_way' as const)
              .when('c.order_state', '=', 'claim')
              .then('claim' as const)
              .when('c.order_state', '=', 'return')
              .then('return' as const)
              .else('delivered' as const)
              .end()
              .as('standing'),
          ]),
      )
      .selectFrom('stood as s')
      .groupBy(['s.day', 's.topic', 's.channel', 's.standing'])
      .select(['s.day', 's.topic', 's.channel', 's.standing', countRows().as('contacts')]),
})
