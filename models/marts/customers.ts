import { instant, integer, money, text } from '../../warehouse/columns.ts'
import {
  countRows,
  firstKnown,
  maximum,
  minimum,
  onlyIf,
  orElse,
  subtractMoney,
  sumMoney,
  toMoney,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import { customers as accounts } from '../staging/customers.ts'
import { claims } from './claims.ts'
import { orders } from './orders.ts'
import { payouts } from './payouts.ts'
import { returns } from './returns.ts'

const read = tables(accounts, claims, orders, payouts, returns)

const bought = () =>
  read
    .selectFrom('marts.orders as o')
    .where((r) => r.or([r('o.cancelled_at', 'is', null), r('o.is_shipped', '=', true)]))
    .groupBy('o.customer_id')
    .select((r) => [
      'o.customer_id',
      countRows().as('orders'),
      minimum(r.ref('o.ordered_at')).as('first_ordered_at'),
      maximum(r.ref('o.ordered_at')).as('last_ordered_at'),
      sumMoney(r.ref('o.items_amount')).as('items_amount'),
    ])

const sentBack = () =>
  read
    .selectFrom('marts.returns as b')
    .where('b.customer_id', 'is not', null)
    .groupBy('b.customer_id')
    .select((r) => [
      'b.customer_id',
      countRows().as('returns'),
      sumMoney(r.ref('b.returned_amount')).as('returned_amount'),
    ])

const claimed = () =>
  read
    .selectFrom('marts.claims as k')
    .where('k.customer_id', 'is not', null)
    .groupBy('k.customer_id')
    .select(['k.customer_id', countRows().as('claims')])

/** Payouts by account: that of the order, else of the return, as a credit note may name no order. */
const given = () =>
  read
    .selectFrom(
      read
        .selectFrom('marts.payouts as p')
        .leftJoin('marts.returns as b', 'b.return_id', 'p.return_id')
        .where('p.kind', '<>', 'chargeback_fee')
        .select((r) => {
          const isBack = r('p.kind', '=', 'chargeback_reversal')
          return [
            firstKnown(r.ref('p.customer_id'), r.ref('b.customer_id')).as('customer_id'),
            orElse(onlyIf(isBack, subtractMoney(toMoney('0'), r.ref('p.amount'))), r.ref('p.amount')).as(
              'amount',
            ),
          ]
        })
        .as('p'),
    )
    .groupBy('p.customer_id')
    .select((r) => ['p.customer_id', sumMoney(r.ref('p.amount')).as('paid_out')])

/** Every account that has a record or has ordered. */
const everyone = () =>
  read
    .selectFrom('staging.customers')
    .select('customer_id')
    .union(read.selectFrom('marts.orders').select('customer_id'))

export const customers = model({
  name: 'marts.customers',
  about: 'Each customer account with what it bought, sent back, claimed and was given.',
  owner: 'loss prevention',
  grain: ['customer_id'],
  load: byKey(['customer_id'], {
    links: [{ parent: 'marts.returns', by: 'marts.payouts', on: { return_id: 'return_id' } }],
  }),
  columns: {
    customer_id: text('The customer account.').required(),
    created_at: instant('When the account was opened; missing where only its orders are known.'),
    country: text('Country of the customer, ISO 3166-1 alpha-2.'),
    marketing_segment: text('The segment that marketing counts the customer in.'),
    orders: integer('Orders placed, those cancelled before anything was sent apart.').required(),
    first_ordered_at: instant('When the first of them was placed.'),
    last_ordered_at: instant('When the last of them was placed.'),
    items_amount: money('Their goods after discount, before tax, in the reporting currency.').required(),
    returns: integer('Returns asked for.').required(),
    returned_amount: money('Net value of what they return, in the reporting currency.').required(),
    claims: integer('Claims made.').required(),
    paid_out: money('Payouts less reversals, fees apart, in the reporting currency.').required(),
  },
  query: () =>
    read
      .selectFrom(everyone().as('e'))
      .leftJoin('staging.customers as c', 'c.customer_id', 'e.customer_id')
      .leftJoin(bought().as('o'), 'o.customer_id', 'e.customer_id')
      .leftJoin(sentBack().as('b'), 'b.customer_id', 'e.customer_id')
      .leftJoin(claimed().as('k'), 'k.customer_id', 'e.customer_id')
      .leftJoin(given().as('p'), 'p.customer_id', 'e.customer_id')
      .select([
        'e.customer_id',
        'c.created_at',
        'c.country',
        'c.marketing_segment',
        'o.first_ordered_at',
        'o.last_ordered_at',
      ])
      .select((r) => {
        const none = toMoney('0')
        return [
          orElse(r.ref('o.orders'), 0).as('orders'),
          orElse(r.ref('o.items_amount'), none).as('items_amount'),
          orElse(r.ref('b.returns'), 0).as('returns'),
          orElse(r.ref('b.returned_amount'), none).as('returned_amount'),
          orElse(r.ref('k.claims'), 0).as('claims'),
          orElse(r.ref('p.paid_out'), none).as('paid_out'),
        ]
      }),
})
