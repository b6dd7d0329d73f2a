import { countRows, largerOf, minimum, over, rowNumber, whole } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { orders } from '../../staging/orders.ts'
import { decisions } from '../decisions.ts'
import { households } from '../households.ts'
import { numberOf } from './kinds.ts'

const db = tables(orders, decisions, households)

/** The accounts, numbered from 1 on by their first order. */
export const accounts = () =>
  db
    .selectFrom(
      db
        .selectFrom('staging.orders as o')
        .select((r) => ['o.customer_id', minimum(r.ref('o.ordered_at')).$notNull().as('first_ordered_at')])
        .groupBy('o.customer_id')
        .as('a'),
    )
    .select((r) => [
      'a.customer_id',
      'a.first_ordered_at',
      over(rowNumber(), {
        along: [
          [r.ref('a.first_ordered_at'), 'asc'],
          [r.ref('a.customer_id'), 'asc'],
        ],
      }).as('number'),
    ])

const columnOf = {
  device: 'device_id',
  email: 'email',
  payment: 'payment_fingerprint',
  phone: 'phone',
} as const

/** The first use of each identifier of a kind by each account. */
const firstUses = (kind: keyof typeof columnOf) => {
  const column = columnOf[kind]
  return db
    .selectFrom('staging.orders as o')
    .select((r) => [
      whole(numberOf(kind)).as('kind'),
      r.ref(`o.${column}`).$notNull().as('identifier'),
      'o.customer_id',
      minimum(r.ref('o.ordered_at')).$notNull().as('at'),
    ])
    .where(`o.${column}`, 'is not', null)
    .groupBy([`o.${column}`, 'o.customer_id'])
}

const addressUses = () =>
  db
    .selectFrom('marts.households as h')
    .select([
      whole(numberOf('address')).as('kind'),
      'h.ship_address as identifier',
      'h.customer_id',
      'h.first_used_at as at',
    ])

/** The first use of each identifier by each account: of a door as of what else can link accounts. */
export const uses = () =>
  firstUses('device')
    .unionAll(firstUses('email'))
    .unionAll(firstUses('payment'))
    .unionAll(firstUses('phone'))
    .unionAll(addressUses())

/** The first finding of abuse in each account's cases. */
const findings = () =>
  db
    .selectFrom('marts.decisions as d')
    .innerJoin('staging.orders as o', 'o.order_id', 'd.order_id')
    .select((r) => ['o.customer_id', minimum(r.ref('d.decided_at')).$notNull().as('at')])
    .where('d.finding', '=', 'abuse')
    .where('d.is_by_person', '=', true)
    .groupBy('o.customer_id')

/** All that may link accounts, in time order. Identifiers that only one account ever used are left out. */
export const events = () =>
  db
    .with('accounts', accounts)
    .with('uses', uses)
    .with('shared', (q) =>
      q
        .selectFrom('uses as u')
        .select(['u.kind', 'u.identifier', over(rowNumber(), {}).as('number')])
        .groupBy(['u.kind', 'u.identifier'])
        .having(countRows(), '>', 1),
    )
    .selectFrom((q) =>
      q
        .selectFrom('accounts as a')
        .select([
          'a.first_ordered_at as at',
          'a.number as account',
          whole(numberOf('account')).as('kind'),
          whole(0).as('identifier'),
        ])
        .unionAll(
          q
            .selectFrom('uses as u')
            .innerJoin('shared as s', (j) =>
              j.onRef('s.kind', '=', 'u.kind').onRef('s.identifier', '=', 'u.identifier'),
            )
            .innerJoin('accounts as a', 'a.customer_id', 'u.customer_id')
            .select(['u.at', 'a.number as account', 'u.kind', 's.number as identifier']),
        )
        .unionAll(
          q
            .selectFrom(findings().as('f'))
            .innerJoin('accounts as a', 'a.customer_id', 'f.customer_id')
            .select((r) => [
              // Where clocks disagree, the account begins first.
              largerOf(r.ref('f.at'), r.ref('a.first_ordered_at')).as('at'),
              'a.number as account',
              whole(numberOf('finding')).as('kind'),
              whole(0).as('identifier'),
            ]),
        )
        .as('event'),
    )
    .select(['event.at', 'event.account', 'event.kind', 'event.identifier'])
    .orderBy('event.at')
    .orderBy('event.account')
    .orderBy('event.kind')
    .orderBy('event.identifier')
