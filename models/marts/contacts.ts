import { choice, day, instant, integer, money, number, text } from '../../warehouse/columns.ts'
import {
  calendarDay,
  convertMoney,
  firstKnown,
  hoursBetween,
  minimum,
  orElse,
  toMoney,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import { claims } from '../staging/claims.ts'
import { contacts as made } from '../staging/contacts.ts'
import { returns } from '../staging/returns.ts'
import { exchangeRates, rateDay } from './exchange_rates.ts'
import { orders } from './orders.ts'

const read = tables(claims, exchangeRates, made, orders, returns)

const firstClaims = () =>
  read
    .selectFrom('staging.claims as k')
    .groupBy('k.order_id')
    .select((r) => ['k.order_id', minimum(r.ref('k.claimed_at')).as('claimed_at')])

const firstReturns = () =>
  read
    .selectFrom('staging.returns as b')
    .groupBy('b.order_id')
    .select((r) => ['b.order_id', minimum(r.ref('b.requested_at')).as('requested_at')])

export const contacts = model({
  name: 'marts.contacts',
  about: 'Each contact with support, what it took, and how its order stood at that time.',
  owner: 'operations',
  grain: ['contact_id'],
  load: byKey(['order_id'], { lookups: ['marts.exchange_rates'] }),
  columns: {
    contact_id: text('The contact.').required(),
    order_id: text('The order it is about.'),
    customer_id: text('The customer account, as the contact says, else its order’s.'),
    opened_at: instant('When the customer wrote or called.').required(),
    opened_on: day('The business day of that.').required(),
    topic: choice(
      ['wismo', 'delivery', 'return', 'refund', 'claim', 'product', 'payment', 'other'],
      'What it is about; wismo asks where the order is.',
    ).required(),
    channel: text('How the customer made contact.'),
    first_response_hours: number('Hours until support first answered.'),
    resolution_hours: number('Hours until it was settled.'),
    cost_amount: money('What handling it cost, in the reporting currency; 0 where not stated.').required(),
    satisfaction: integer('The customer’s rating, from 1 to 5.'),
    order_state: choice(
      ['claim', 'return', 'late', 'on_time', 'none'],
      'What the order had gone through by then, the first that holds: a claim was made; a return was asked for; its promise had passed before all of it arrived; all of it had arrived in time; none of these.',
    ).required(),
  },
  query: ({ timeZone }) =>
    read
      .selectFrom('staging.contacts as c')
      .leftJoin('marts.orders as o', 'o.order_id', 'c.order_id')
      .leftJoin(firstClaims().as('k'), 'k.order_id', 'c.order_id')
      .leftJoin(firstReturns().as('b'), 'b.order_id', 'c.order_id')
      .leftJoin('marts.exchange_rates as fx', (join) =>
        join
          .onRef('fx.currency', '=', 'c.currency')
          .on((r) => r('fx.day', '=', rateDay(r.ref('c.opened_at')))),
      )
      .select(['c.contact_id', 'c.order_id', 'c.opened_at', 'c.topic', 'c.channel', 'c.satisfaction'])
      .select((r) => {
        const openedAt = r.ref('c.opened_at')
        const isLate = r.and([
          r('o.promised_at', '<', openedAt),
          r.or([r('o.last_delivered_at', 'is', null), r('o.last_delivered_at', '>', r.ref('o.promised_at'))]),
        ])
        const isOnTime = r.and([
          r('o.last_delivered_at', '<=', openedAt),
          r('o.last_delivered_at', '<=', r.ref('o.promised_at')),
        ])
        return [
          firstKnown(r.ref('c.customer_id'), r.ref('o.customer_id')).as('customer_id'),
          calendarDay(openedAt, timeZone).as('opened_on'),
          hoursBetween(openedAt, r.ref('c.first_response_at')).as('first_response_hours'),
          hoursBetween(openedAt, r.ref('c.resolved_at')).as('resolution_hours'),
          convertMoney(orElse(r.ref('c.cost_amount'), toMoney('0')), r.ref('fx.rate').$notNull()).as(
            'cost_amount',
          ),
          r
            .case()
            .when(r('k.claimed_at', '<=', openedAt))
            .then('claim' as const)
            .when(r('b.requested_at', '<=', openedAt))
            .then('return' as const)
            .when(isLate)
            .then('late' as const)
            .when(isOnTime)
            .then('on_time' as const)
            .else('none' as const)
            .end()
            .as('order_state'),
        ]
      }),
})
