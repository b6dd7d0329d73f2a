import { firstKnown } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { claims } from '../../marts/claims.ts'
import { deliveries } from '../../marts/deliveries.ts'
import { orders } from '../../marts/orders.ts'
import { one } from '../metric.ts'

/** Each claim of a customer, on the day on which it was made, told apart by the parcel it is about. */
export const allClaims = () =>
  tables(claims, deliveries, orders)
    .selectFrom('marts.claims as k')
    .leftJoin('marts.orders as o', 'o.order_id', 'k.order_id')
    .leftJoin('marts.deliveries as d', 'd.shipment_id', 'k.shipment_id')
    .select([
      'k.claimed_on as happened_on',
      'o.ordered_on',
      'k.carrier',
      'd.warehouse_id as warehouse',
      'o.channel',
      'k.type as claim_type',
    ])
    .select((r) => [
      firstKnown(r.ref('d.ship_region'), r.ref('o.ship_region')).as('region'),
      one().as('amount'),
    ])

/** Those of a wrong or missing item, unless a reviewer found that the warehouse was not at fault. */
export const wronglyPacked = () =>
  allClaims()
    .where('k.type', 'in', ['wrong_item', 'missing_item'])
    .where((r) => r.or([r('k.finding', 'is', null), r('k.finding', 'in', ['warehouse_fault', 'unresolved'])]))
