import type { Expression } from 'kysely'
import {
  everyTrue,
  multiply,
  onlyIf,
  ratio,
  rounded,
  subtract,
  sumNumber,
} from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { orderLines } from '../../marts/order_lines.ts'
import { claims } from '../../staging/claims.ts'
import { shipmentLines } from '../../staging/shipment_lines.ts'
import { shipments } from '../../staging/shipments.ts'
import { claimScans } from '../claim_scans.ts'
import { claimedParcels } from '../claimed_parcels.ts'

const read = tables(claimedParcels, claims, claimScans, orderLines, shipmentLines, shipments)

/** An item’s share of its parcel’s weight from which a scale can tell that it lacks. */
const leastPartOfParcel = 0.15

/** What the goods of each claimed parcel should weigh, and those of the line that the claim names. */
const manifests = () =>
  read
    .selectFrom('facts.claimed_parcels as c')
    .innerJoin('staging.claims as k', 'k.claim_id', 'c.claim_id')
    .innerJoin('staging.shipment_lines as l', 'l.shipment_id', 'c.shipment_id')
    .innerJoin('marts.order_lines as o', (j) =>
      j.onRef('o.order_id', '=', 'l.order_id').onRef('o.line_number', '=', 'l.line_number'),
    )
    .select((r) => {
      const weight = ratio(multiply(r.ref('o.weight_grams'), r.ref('l.quantity')), r.ref('o.quantity'))
      return [
        'c.claim_id',
        onlyIf(everyTrue(r('o.weight_grams', 'is not', null)), sumNumber(weight)).as('grams'),
        sumNumber(onlyIf(r('l.line_number', '=', r.ref('k.line_number')), weight)).as('claimed_grams'),
      ]
    })
    .groupBy('c.claim_id')

/**
 * What each claimed parcel lacked, as a share of the claimed item’s weight: when a carrier last weighed it, and when it
 * was packed, where no carrier weighed it later.
 */
export const lacking = () =>
  read
    .selectFrom(manifests().as('m'))
    .innerJoin('facts.claimed_parcels as p', 'p.claim_id', 'm.claim_id')
    .innerJoin('staging.shipments as h', 'h.shipment_id', 'p.shipment_id')
    .leftJoin('facts.claim_scans as s', 's.claim_id', 'm.claim_id')
    .select((r) => {
      const lacked = (weighed: Expression<number | null>) =>
        rounded(
          onlyIf(
            r('m.claimed_grams', '>=', multiply(r.ref('m.grams'), leastPartOfParcel)),
            ratio(subtract(r.ref('m.grams'), weighed), r.ref('m.claimed_grams')),
          ),
          4,
        )
      return [
        'm.claim_id',
        lacked(r.ref('s.weight_grams')).as('share'),
        lacked(onlyIf(r('s.weight_grams', 'is', null), r.ref('h.declared_weight_grams'))).as('packed_share'),
      ]
    })
