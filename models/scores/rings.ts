import { day, instant, integer, money, text } from '../../warehouse/columns.ts'
import {
  asOf,
  calendarDay,
  countRows,
  maximum,
  minimum,
  orElse,
  sumMoney,
  toMoney,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { identities } from '../marts/identities.ts'
import { orders } from '../marts/orders.ts'
import { model } from '../model.ts'
import { bursts } from './rings/bursts.ts'
import { linkedAccounts } from './rings/linked_accounts.ts'
import { worthALook } from './rings/worth_a_look.ts'

const read = tables(identities, orders)

/** The first order of each account: ids of accounts are in no published table. */
const firstOrders = () =>
  read
    .selectFrom('marts.orders as o')
    .where('o.customer_order_number', '=', 1)
    .select(['o.customer_id', 'o.order_id'])

const sizes = () =>
  read
    .selectFrom(linkedAccounts().as('l'))
    .groupBy('l.identity_id')
    .select((r) => [
      'l.identity_id',
      countRows().as('accounts'),
      maximum(r.ref('l.linked_from')).$notNull().as('last_linked_at'),
    ])

/** When the identity’s oldest account was first linked to another. */
const beginnings = () =>
  read
    .selectFrom('marts.identities as i')
    .where('i.linked_by', 'is not', null)
    .where((r) => r('i.linked_from', '<=', asOf()))
    .groupBy('i.identity_id')
    .select((r) => ['i.identity_id', minimum(r.ref('i.linked_from')).$notNull().as('linked_from')])

const bought = () =>
  read
    .selectFrom('marts.orders as o')
    .innerJoin(linkedAccounts().as('l'), 'l.customer_id', 'o.customer_id')
    .where((r) => r.or([r('o.cancelled_at', 'is', null), r('o.is_shipped', '=', true)]))
    .where((r) => r('o.ordered_at', '<=', asOf()))
    .groupBy('l.identity_id')
    .select((r) => [
      'l.identity_id',
      countRows().as('orders'),
      minimum(r.ref('o.ordered_at')).as('first_ordered_at'),
      maximum(r.ref('o.ordered_at')).as('last_ordered_at'),
      sumMoney(r.ref('o.items_amount')).as('items_amount'),
    ])

export const rings = model({
  name: 'scores.rings',
  about:
    'Accounts that count as one as of the run and whose cases are worth looking at together, most at risk first: a reason to look, no finding. No score rests on it.',
  owner: 'loss prevention',
  grain: ['ring_id'],
  load: rebuilt(),
  published: true,
  columns: {
    ring_id: text('The first order of its oldest account; accounts themselves are named nowhere.').required(),
    rank: integer('Place by value at risk, from 1; no more than 40 are listed.').required(),
    rings_in_all: integer('How many are worth a look, those beyond the list included.').required(),
    accounts: integer('Its accounts.').required(),
    linked_from: instant('When its oldest account was first linked to another.').required(),
    last_linked_at: instant('When an account was linked last.').required(),
    first_ordered_at: instant(
      'When its first order was placed, those cancelled before anything was sent apart.',
    ),
    last_ordered_at: instant('When its last was.'),
    orders: integer('These orders.').required(),
    items_amount: money('Their goods after discount, before tax, in the reporting currency.').required(),
    claims: integer('Claims made on its orders.').required(),
    returns: integer('Returns asked for of its orders.').required(),
    open_cases: integer('Of these claims and returns, those that wait for a decision.').required(),
    suspected_cases: integer(
      'Of the open ones, those that a score or an exact finding speaks against: their band is review or ask_proof.',
    ).required(),
    exact_findings: integer('Of the open ones, exact findings.').required(),
    abuse_found: integer('Claims and returns that the newest decision by a person found abusive.').required(),
    denied: integer('Claims and returns that the newest decision by a person denied.').required(),
    value_at_risk: money(
      'Σ value × probability of abuse of its open cases, exact findings whole, in the reporting currency.',
    ).required(),
    burst_accounts: integer('Most accounts that placed their first order within 7 days.').required(),
    burst_cases: integer('Most claims and returns that came within 7 days.').required(),
    burst_cases_from: day('The business day on which these days began.'),
  },
  query: ({ timeZone }) =>
    read
      .selectFrom(worthALook().as('w'))
      .innerJoin(firstOrders().as('f'), 'f.customer_id', 'w.identity_id')
      .innerJoin(sizes().as('s'), 's.identity_id', 'w.identity_id')
      .innerJoin(beginnings().as('g'), 'g.identity_id', 'w.identity_id')
      .leftJoin(bought().as('b'), 'b.identity_id', 'w.identity_id')
      .leftJoin(bursts().as('u'), 'u.identity_id', 'w.identity_id')
      .select(['f.order_id as ring_id', 'w.rank', 'w.rings_in_all', 's.accounts'])
      .select(['g.linked_from', 's.last_linked_at', 'b.first_ordered_at', 'b.last_ordered_at'])
      .select(['w.claims', 'w.returns', 'w.open_cases', 'w.suspected_cases', 'w.exact_findings'])
      .select(['w.abuse_found', 'w.denied', 'w.value_at_risk'])
      .select((r) => [
        orElse(r.ref('b.orders'), 0).as('orders'),
        orElse(r.ref('b.items_amount'), toMoney('0')).as('items_amount'),
        orElse(r.ref('u.accounts'), 0).as('burst_accounts'),
        orElse(r.ref('u.cases'), 0).as('burst_cases'),
        calendarDay(r.ref('u.cases_from'), timeZone).as('burst_cases_from'),
      ]),
})
