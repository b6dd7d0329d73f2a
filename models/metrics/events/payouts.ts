import { firstKnown, minimum } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { orders } from '../../marts/orders.ts'
import { payouts } from '../../marts/payouts.ts'
import { returnLines } from '../../marts/return_lines.ts'
import { one } from '../metric.ts'

/**
 * Each payout of the ledger on its line, on the day on which it was paid; a metric adds which amount counts.
 * The refund of a credit note that names no order belongs to the order of the sale it takes back.
 */
export const paidOut = () =>
  tables(orders, payouts, returnLines)
    .selectFrom('marts.payouts as p')
    .leftJoin('marts.return_lines as l', (join) =>
      join
        .onRef('l.return_id', '=', 'p.return_id')
        .onRef('l.order_id', '=', 'p.order_id')
        .onRef('l.line_number', '=', 'p.line_number'),
    )
    .leftJoin('marts.orders as o', (join) =>
      join.on((r) => r('o.order_id', '=', firstKnown(r.ref('l.sold_order_id'), r.ref('p.order_id')))),
    )
    .select(['p.paid_on as happened_on', 'o.ordered_on', 'o.ship_region as region', 'o.channel'])

/** Orders for which anything was given to the customer, each once, on the day of the first payout. */
export const ordersPaidOut = () =>
  tables()
    .selectFrom(
      paidOut()
        .where('p.kind', 'in', ['refund', 'reship', 'credit', 'chargeback'])
        .where('o.order_id', 'is not', null)
        .select('o.order_id')
        .as('p'),
    )
    .groupBy(['p.order_id', 'p.ordered_on', 'p.region', 'p.channel'])
    .select((r) => [
      'p.ordered_on',
      'p.region',
      'p.channel',
      minimum(r.ref('p.happened_on')).as('happened_on'),
      one().as('amount'),
    ])
