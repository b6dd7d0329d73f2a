import { countDistinct, onlyIf, plusDays } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { orders } from '../../staging/orders.ts'
import { claimedParcels } from '../claimed_parcels.ts'
import { parcels } from '../parcels.ts'

/** Days for which what happened in a neighbourhood speaks for a claim there. */
const neighbourDays = 30

/** Others' parcels to the same postal code in the days before the claim, and how many of them had been claimed. */
export const neighbours = () => {
  const read = tables(claimedParcels, orders, parcels)
  const placed = read
    .selectFrom('facts.parcels as p')
    .innerJoin('staging.orders as o', 'o.order_id', 'p.order_id')
    .select(['p.shipment_id', 'p.customer_id', 'p.exposed_at', 'p.claimed_at'])
    .select(['o.ship_country', 'o.ship_postal_code'])
  return read
    .selectFrom('facts.claimed_parcels as c')
    .innerJoin(placed.as('p'), 'p.shipment_id', 'c.shipment_id')
    .innerJoin(placed.as('n'), (j) =>
      j
        .onRef('n.ship_postal_code', '=', 'p.ship_postal_code')
        .onRef('n.ship_country', '=', 'p.ship_country')
        .onRef('n.customer_id', '<>', 'p.customer_id')
        .onRef('n.exposed_at', '<=', 'c.claimed_at'),
    )
    .select((r) => [
      'c.claim_id',
      countDistinct(r.ref('n.shipment_id')).as('parcels'),
      countDistinct(onlyIf(r('n.claimed_at', '<', r.ref('c.claimed_at')), r.ref('n.shipment_id'))).as(
        'claims',
      ),
    ])
    .where((r) => r(plusDays(r.ref('n.exposed_at'), neighbourDays), '>', r.ref('c.claimed_at')))
    .groupBy('c.claim_id')
}
