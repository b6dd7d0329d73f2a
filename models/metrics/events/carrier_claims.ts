import { firstKnown } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { carrierClaims } from '../../marts/carrier_claims.ts'
import { orders } from '../../marts/orders.ts'

/** What carriers paid on claims of the shop, on the day on which they decided, else the claim was filed. */
export const carrierPayments = () =>
  tables(carrierClaims, orders)
    .selectFrom('marts.carrier_claims as c')
    .leftJoin('marts.orders as o', 'o.order_id', 'c.order_id')
    .select(['o.ordered_on', 'o.ship_region as region', 'o.channel', 'c.paid_amount as amount'])
    .select((r) => firstKnown(r.ref('c.decided_on'), r.ref('c.filed_on')).as('happened_on'))
