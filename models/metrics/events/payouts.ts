import { tables } from '../../../warehouse/tables.ts'
import { orders } from '../../marts/orders.ts'
import { payouts } from '../../marts/payouts.ts'

/** Each payout of the ledger on its line, on the day on which it was paid; a metric adds which amount counts. */
export const paidOut = () =>
  tables(orders, payouts)
    .selectFrom('marts.payouts as p')
    .leftJoin('marts.orders as o', 'o.order_id', 'p.order_id')
    .select(['p.paid_on as happened_on', 'o.ordered_on', 'o.ship_region as region', 'o.channel'])
