import type { Expression } from 'kysely'
import type { Money } from '../../../warehouse/columns.ts'
import {
  calendarDay,
  largerOf,
  orElse,
  subtractMoney,
  sumMoney,
  toMoney,
} from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { claims } from '../../marts/claims.ts'
import { orders } from '../../marts/orders.ts'
import { payouts } from '../../marts/payouts.ts'
import { returns } from '../../marts/returns.ts'
import type { Settings } from '../../settings.ts'
import { returnDecisions } from './decisions.ts'

const read = tables(claims, orders, payouts, returns)

/** Payouts that name a claim or a return. Reversals are not taken off: what they bring back counts by itself. */
const paidFor = (id: 'claim_id' | 'return_id') =>
  read
    .selectFrom('marts.payouts as p')
    .where('p.kind', 'in', ['refund', 'reship', 'credit', 'chargeback'])
    .where(`p.${id}`, 'is not', null)
    .groupBy(`p.${id}`)
    .select((r) => [`p.${id} as case_id`, sumMoney(r.ref('p.amount')).as('amount')])

const avoided = (asked: Expression<Money>, paid: Expression<Money | null>) =>
  largerOf(subtractMoney(asked, orElse(paid, toMoney('0'))), toMoney('0'))

/** What was asked for in claims found abusive and denied, less what was paid for them anyway. */
export const claimsNotPaid = ({ timeZone }: Settings) =>
  read
    .selectFrom('marts.claims as k')
    .leftJoin(paidFor('claim_id').as('p'), 'p.case_id', 'k.claim_id')
    .leftJoin('marts.orders as o', 'o.order_id', 'k.order_id')
    .where('k.finding', '=', 'abuse')
    .where('k.action', '=', 'deny')
    .select(['o.ordered_on', 'o.ship_region as region', 'o.channel'])
    .select((r) => [
      calendarDay(r.ref('k.decided_at'), timeZone).as('happened_on'),
      avoided(r.ref('k.amount'), r.ref('p.amount')).as('amount'),
    ])

/** The value of returns found abusive and denied, less what was paid for them anyway. */
export const returnsNotPaid = () =>
  read
    .selectFrom('marts.returns as b')
    .innerJoin(returnDecisions().as('d'), 'd.return_id', 'b.return_id')
    .leftJoin(paidFor('return_id').as('p'), 'p.case_id', 'b.return_id')
    .leftJoin('marts.orders as o', 'o.order_id', 'b.order_id')
    .where('d.finding', '=', 'abuse')
    .where('d.action', '=', 'deny')
    .select(['o.ordered_on', 'o.ship_region as region', 'o.channel'])
    .select((r) => [
      'd.decided_on as happened_on',
      avoided(r.ref('b.returned_amount'), r.ref('p.amount')).as('amount'),
    ])
