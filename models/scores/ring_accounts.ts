import { instant, integer, money, text } from '../../warehouse/columns.ts'
import {
  asOf,
  countIf,
  maximum,
  onlyIf,
  orElse,
  over,
  rowNumber,
  sumMoney,
  toMoney,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { orders } from '../marts/orders.ts'
import { model } from '../model.ts'
import { linkedCases } from './linked_cases.ts'
import { ringMembers } from './ring_members.ts'

/** Most accounts of a ring that are shown: a drawing of more could not be read. */
const accountsShown = 40

const read = tables(linkedCases, orders, ringMembers)

const cases = () =>
  read
    .selectFrom('scores.linked_cases as c')
    .groupBy('c.customer_id')
    .select((r) => [
      'c.customer_id',
      countIf(r('c.case_type', '=', 'claim')).as('claims'),
      countIf(r('c.case_type', '=', 'return')).as('returns'),
      countIf(r('c.state', '=', 'open')).as('open_cases'),
      countIf(r('c.finding', '=', 'abuse')).as('abuse_found'),
      sumMoney(r.ref('c.value_at_risk')).as('value_at_risk'),
    ])

const bought = () =>
  read
    .selectFrom('marts.orders as o')
    .innerJoin('scores.ring_members as m', 'm.customer_id', 'o.customer_id')
    .where((r) => r('o.ordered_at', '<=', asOf()))
    .groupBy('o.customer_id')
    .select((r) => {
      const isBought = r.or([r('o.cancelled_at', 'is', null), r('o.is_shipped', '=', true)])
      const isFirst = r('o.customer_order_number', '=', 1)
      return [
        'o.customer_id',
        maximum(onlyIf(isFirst, r.ref('o.order_id')))
          .$notNull()
          .as('first_order_id'),
        maximum(onlyIf(isFirst, r.ref('o.ordered_at')))
          .$notNull()
          .as('first_ordered_at'),
        maximum(r.ref('o.ordered_at')).$notNull().as('last_ordered_at'),
        countIf(isBought).as('orders'),
        sumMoney(onlyIf(isBought, r.ref('o.items_amount'))).as('items_amount'),
      ]
    })

export const ringAccounts = model({
  name: 'scores.ring_accounts',
  about:
    'The accounts of each listed ring, no more than 40 of each: those with most at risk. Who one is, the shop’s own systems know by its first order.',
  owner: 'loss prevention',
  grain: ['ring_id', 'account'],
  load: rebuilt(),
  published: true,
  columns: {
    ring_id: text('The ring.').required(),
    account: integer('Number of the account in its ring, from 1, the oldest first.').required(),
    first_order_id: text('Its first order.').required(),
    first_ordered_at: instant('When that was placed.').required(),
    last_ordered_at: instant('When its newest order was placed.').required(),
    orders: integer('Its orders, those cancelled before anything was sent apart.').required(),
    items_amount: money('Their goods after discount, before tax, in the reporting currency.').required(),
    claims: integer('Claims made on them.').required(),
    returns: integer('Returns asked for of them.').required(),
    open_cases: integer('Of these claims and returns, those that wait for a decision.').required(),
    abuse_found: integer('Those that the newest decision by a person found abusive.').required(),
    value_at_risk: money(
      'Σ value × probability of abuse of the open ones, in the reporting currency.',
    ).required(),
  },
  query: () => {
    const all = read
      .selectFrom('scores.ring_members as m')
      .innerJoin(bought().as('b'), 'b.customer_id', 'm.customer_id')
      .leftJoin(cases().as('c'), 'c.customer_id', 'm.customer_id')
      .select(['m.ring_id', 'm.account', 'b.first_order_id', 'b.first_ordered_at', 'b.last_ordered_at'])
      .select((r) => [
        'b.orders',
        orElse(r.ref('b.items_amount'), toMoney('0')).as('items_amount'),
        orElse(r.ref('c.claims'), 0).as('claims'),
        orElse(r.ref('c.returns'), 0).as('returns'),
        orElse(r.ref('c.open_cases'), 0).as('open_cases'),
        orElse(r.ref('c.abuse_found'), 0).as('abuse_found'),
        orElse(r.ref('c.value_at_risk'), toMoney('0')).as('value_at_risk'),
      ])
    const ranked = read
      .selectFrom(all.as('a'))
      .selectAll('a')
      .select((r) =>
        over(rowNumber(), {
          by: [r.ref('a.ring_id')],
          along: [
            [r.ref('a.value_at_risk'), 'desc'],
            [r.ref('a.abuse_found'), 'desc'],
            [r.ref('a.claims'), 'desc'],
            [r.ref('a.account'), 'asc'],
          ],
        }).as('place'),
      )
    return read
      .selectFrom(ranked.as('k'))
      .select(['k.ring_id', 'k.account', 'k.first_order_id', 'k.first_ordered_at', 'k.last_ordered_at'])
      .select(['k.orders', 'k.items_amount', 'k.claims', 'k.returns', 'k.open_cases', 'k.abuse_found'])
      .select('k.value_at_risk')
      .where('k.place', '<=', accountsShown)
  },
})
