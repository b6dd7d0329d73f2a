import { absolute, countDistinct, hoursBetween } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { claimedParcels } from '../claimed_parcels.ts'
import { parcels } from '../parcels.ts'

/** Other orders' parcels of the same route, delivered within a day, that were claimed before. */
export const sameRoute = () =>
  tables(claimedParcels, parcels)
    .selectFrom('facts.claimed_parcels as c')
    .innerJoin('facts.parcels as p', 'p.shipment_id', 'c.shipment_id')
    .innerJoin('facts.parcels as n', (j) =>
      j
        .onRef('n.carrier', '=', 'p.carrier')
        .onRef('n.facility', '=', 'p.facility')
        .onRef('n.route', '=', 'p.route')
        .onRef('n.customer_id', '<>', 'p.customer_id')
        .onRef('n.claimed_at', '<', 'c.claimed_at'),
    )
    .select((r) => ['c.claim_id', countDistinct(r.ref('n.order_id')).as('claims')])
    .where((r) => r(absolute(hoursBetween(r.ref('p.exposed_at'), r.ref('n.exposed_at'))), '<=', 24))
    .whereRef('p.exposed_at', '<=', 'c.claimed_at')
    .whereRef('n.exposed_at', '<=', 'c.claimed_at')
    .groupBy('c.claim_id')
