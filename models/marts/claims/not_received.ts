import { tables } from '../../../warehouse/tables.ts'
import { claims } from '../claims.ts'

/** Parcels that a customer claims not to have received. */
export const notReceivedParcels = () =>
  tables(claims)
    .selectFrom('marts.claims as k')
    .where('k.type', '=', 'not_received')
    .where('k.shipment_id', 'is not', null)
    .select('k.shipment_id')
    .distinct()
