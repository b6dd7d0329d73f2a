import {
  anyTrue,
  convertMoney,
  countDistinct,
  countIf,
  countRows,
  minimum,
  plusDays,
  sumInteger,
  sumMoney,
} from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { exchangeRates, rateDay } from '../../marts/exchange_rates.ts'
import { orderLines } from '../../staging/order_lines.ts'
import { orders } from '../../staging/orders.ts'
import { caseAccounts } from '../case_accounts.ts'
import { parcels } from '../parcels.ts'
import { burstDays } from './burst.ts'

/** The orders that the identity placed before the moment, and what of the case's own order it had used before. */
export const ordersBefore = () =>
  tables(caseAccounts, orders)
    .selectFrom('facts.case_accounts as a')
    .innerJoin('staging.orders as n', 'n.order_id', 'a.order_id')
    .innerJoin('staging.orders as o', (j) =>
      j.onRef('o.customer_id', '=', 'a.customer_id').onRef('o.ordered_at', '<', 'a.known_at'),
    )
    .select(['a.case_type', 'a.case_id', 'a.stage'])
    .select((r) => {
      const isOther = r('o.order_id', '<>', r.ref('a.order_id'))
      const isLate = r(plusDays(r.ref('o.ordered_at'), burstDays), '>=', r.ref('a.known_at'))
      const isEarlier = r('o.ordered_at', '<', r.ref('n.ordered_at'))
      return [
        countDistinct(r.ref('a.customer_id')).as('accounts'),
        minimum(r.ref('o.ordered_at')).as('first_ordered_at'),
        countIf(isOther).as('orders'),
        countIf(r.and([isOther, isLate])).as('late_orders'),
        anyTrue(r.and([isEarlier, r('o.ship_address', '=', r.ref('n.ship_address'))])).as('has_used_address'),
        anyTrue(r.and([isEarlier, r('o.payment_fingerprint', '=', r.ref('n.payment_fingerprint'))])).as(
          'has_used_payment',
        ),
      ]
    })
    .groupBy(['a.case_type', 'a.case_id', 'a.stage'])

/** The pieces of those orders, those of the case's own included. */
export const piecesBefore = () =>
  tables(caseAccounts, orders, orderLines)
    .selectFrom('facts.case_accounts as a')
    .innerJoin('staging.orders as o', (j) =>
      j.onRef('o.customer_id', '=', 'a.customer_id').onRef('o.ordered_at', '<', 'a.known_at'),
    )
    .innerJoin('staging.order_lines as l', 'l.order_id', 'o.order_id')
    .select(['a.case_type', 'a.case_id', 'a.stage'])
    .select((r) => sumInteger(r.ref('l.quantity')).as('units'))
    .groupBy(['a.case_type', 'a.case_id', 'a.stage'])

/** What the identity was charged for other orders of which a parcel was delivered before the moment. */
export const deliveredBefore = () =>
  tables(caseAccounts, orders, parcels, exchangeRates)
    .with('delivered_orders', (q) =>
      q
        .selectFrom('facts.parcels as p')
        .select((r) => ['p.order_id', minimum(r.ref('p.delivered_at')).as('delivered_at')])
        .where('p.delivered_at', 'is not', null)
        .groupBy('p.order_id'),
    )
    .selectFrom('facts.case_accounts as a')
    .innerJoin('staging.orders as o', (j) =>
      j.onRef('o.customer_id', '=', 'a.customer_id').onRef('o.order_id', '<>', 'a.order_id'),
    )
    .innerJoin('delivered_orders as d', (j) =>
      j.onRef('d.order_id', '=', 'o.order_id').onRef('d.delivered_at', '<', 'a.known_at'),
    )
    .leftJoin('marts.exchange_rates as x', (j) =>
      j
        .onRef('x.currency', '=', 'o.currency')
        .on((on) => on(rateDay(on.ref('o.ordered_at')), '=', on.ref('x.day'))),
    )
    .select(['a.case_type', 'a.case_id', 'a.stage'])
    .select((r) => [
      countRows().as('orders'),
      sumMoney(convertMoney(r.ref('o.total_amount'), r.ref('x.rate'))).as('value'),
    ])
    .groupBy(['a.case_type', 'a.case_id', 'a.stage'])
