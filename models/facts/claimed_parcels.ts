import { instant, text } from '../../warehouse/columns.ts'
import { tables } from '../../warehouse/tables.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import { claims } from '../staging/claims.ts'
import { parcels } from './parcels.ts'

export const claimedParcels = model({
  name: 'facts.claimed_parcels',
  about:
    'The parcel that each claim is about: the one it names, else the first of its order, if handed over by then.',
  owner: 'loss prevention',
  grain: ['claim_id'],
  load: byKey(['claim_id'], {
    links: [
      { parent: 'facts.parcels', by: 'staging.claims', on: { order_id: 'order_id' } },
      { parent: 'facts.parcels', by: 'staging.claims', on: { shipment_id: 'shipment_id' } },
    ],
  }),
  columns: {
    claim_id: text('The claim.').required(),
    claimed_at: instant('When it was made.').required(),
    type: text('What is claimed.').required(),
    shipment_id: text('The parcel.').required(),
    order_id: text('The order it belongs to.').required(),
    carrier: text('The carrier.').required(),
    tracking_number: text('The carrier’s number for it.').required(),
  },
  query: () => {
    const db = tables(claims, parcels)
    const parcel = ['p.shipment_id', 'p.order_id', 'p.carrier', 'p.tracking_number'] as const
    const named = db
      .selectFrom('staging.claims as c')
      .innerJoin('facts.parcels as p', 'p.shipment_id', 'c.shipment_id')
      .select(['c.claim_id', 'c.claimed_at', 'c.type', ...parcel])
      .whereRef('p.shipped_at', '<=', 'c.claimed_at')
    const unnamed = db
      .selectFrom('staging.claims as c')
      .innerJoin('facts.parcels as p', 'p.order_id', 'c.order_id')
      .select(['c.claim_id', 'c.claimed_at', 'c.type', ...parcel])
      .where('c.shipment_id', 'is', null)
      .where('p.is_first_parcel', '=', true)
      .whereRef('p.shipped_at', '<=', 'c.claimed_at')
    return named.unionAll(unnamed)
  },
})
