import { word } from '../../../warehouse/functions.ts'
import { type Query, tables } from '../../../warehouse/tables.ts'
import { claims } from '../../staging/claims.ts'
import { orders } from '../../staging/orders.ts'
import { shipments } from '../../staging/shipments.ts'
import { type Happening, joined, noParcel, plain } from './happening.ts'

const read = tables(claims, orders, shipments)

/** The order placed, its parcels sent, and the claims made about it. */
export const ordered = (): Query<Happening> => {
  const placed = read
    .selectFrom('staging.orders as o')
    .select((r) => [
      'o.order_id',
      'o.ordered_at as happened_at',
      word<string>('Order placed').as('what'),
      noParcel(),
      r.ref('o.channel').$castTo<string | null>().as('detail'),
    ])
  const shipped = read
    .selectFrom('staging.shipments as s')
    .where('s.shipped_at', 'is not', null)
    .select((r) => [
      's.order_id',
      r.ref('s.shipped_at').$notNull().as('happened_at'),
      r
        .case()
        .when('s.is_reship', '=', true)
        .then(word<string>('Goods sent again'))
        .else(word<string>('Parcel sent'))
        .end()
        .as('what'),
      r.ref('s.shipment_id').$castTo<string | null>().as('parcel'),
      joined(r.ref('s.carrier'), r.ref('s.service')).as('detail'),
    ])
  const claimed = read
    .selectFrom('staging.claims as k')
    .select((r) => [
      'k.order_id',
      'k.claimed_at as happened_at',
      word<string>('Claim made').as('what'),
      noParcel(),
      joined(plain(r.ref('k.type')), r.ref('k.claim_id')).as('detail'),
    ])
  return placed.unionAll(shipped).unionAll(claimed)
}
