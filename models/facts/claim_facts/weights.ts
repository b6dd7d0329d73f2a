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
import { claimScans } from '../claim_scans.ts'
import { claimedParcels } from '../claimed_parcels.ts'

const read = tables(claimedParcels, claims, claimScans, orderLines, shipmentLines)

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

/** What each claimed parcel lacked when it was last weighed, as a share of the claimed item’s weight. */
export const lacking = () =>
  read
    .selectFrom(manifests().as('m'))
    .innerJoin('facts.claim_scans as s', 's.claim_id', 'm.claim_id')
    .select((r) => [
      'm.claim_id',
      rounded(
        onlyIf(
          r('m.claimed_grams', '>=', multiply(r.ref('m.grams'), leastPartOfParcel)),
          ratio(subtract(r.ref('m.grams'), r.ref('s.weight_grams')), r.ref('m.claimed_grams')),
        ),
        4,
      ).as('share'),
    ])
