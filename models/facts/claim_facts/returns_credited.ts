import {
  anyTrue,
  countDistinct,
  hoursBetween,
  isTrue,
  maximum,
  minimum,
  onlyIf,
  orElse,
  ratio,
  truth,
} from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { trackedParcels } from '../../marts/tracked_parcels.ts'
import { claims } from '../../staging/claims.ts'
import { payouts } from '../../staging/payouts.ts'
import { returnLines } from '../../staging/return_lines.ts'
import { returns } from '../../staging/returns.ts'

const read = tables(claims, payouts, returnLines, returns, trackedParcels)

/** The returns of the order asked for before the claim, and those of them refunded before it. */
export const returnsBefore = () =>
  read
    .selectFrom('staging.claims as c')
    .innerJoin('staging.returns as t', (j) =>
      j.onRef('t.order_id', '=', 'c.order_id').onRef('t.requested_at', '<', 'c.claimed_at'),
    )
    .leftJoin('staging.payouts as p', (j) =>
      j
        .onRef('p.return_id', '=', 't.return_id')
        .onRef('p.paid_at', '<', 'c.claimed_at')
        .on('p.kind', 'in', ['refund', 'credit']),
    )
    .select((r) => [
      'c.claim_id',
      countDistinct(r.ref('t.return_id')).as('returns'),
      countDistinct(r.ref('p.return_id')).as('credited'),
    ])
    .groupBy('c.claim_id')

/**
 * Days for which the dock had seen nothing of a return of the order that the carrier says it delivered back, by the
 * claim; 0 where it had seen each of them.
 */
export const missedAtDock = () => {
  const docked = read
    .selectFrom('staging.claims as c')
    .innerJoin('staging.returns as t', 't.order_id', 'c.order_id')
    .innerJoin('marts.tracked_parcels as b', (j) =>
      j
        .onRef('b.carrier', '=', 't.carrier')
        .onRef('b.tracking_number', '=', 't.tracking_number')
        .onRef('b.delivered_at', '<=', 'c.claimed_at'),
    )
    .leftJoin('staging.return_lines as l', 'l.return_id', 't.return_id')
    .where('c.type', '=', 'return_not_credited')
    .select((r) => [
      'c.claim_id',
      't.return_id',
      onlyIf(
        r(isTrue(anyTrue(truth(r('l.received_at', '<=', r.ref('c.claimed_at'))))), '=', false),
        ratio(hoursBetween(minimum(r.ref('b.delivered_at')), minimum(r.ref('c.claimed_at'))), 24),
      ).as('days'),
    ])
    .groupBy(['c.claim_id', 't.return_id'])
  return read
    .selectFrom(docked.as('d'))
    .select((r) => ['d.claim_id', orElse(maximum(r.ref('d.days')), 0).as('days')])
    .groupBy('d.claim_id')
}
