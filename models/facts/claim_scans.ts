import { boolean, choice, instant, number, text } from '../../warehouse/columns.ts'
import {
  anyTrue,
  metresBetween,
  minimum,
  onlyIf,
  orElse,
  over,
  rowNumber,
  truth,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import { orders } from '../staging/orders.ts'
import { trackingEvents } from '../staging/tracking_events.ts'
import { claimedParcels } from './claimed_parcels.ts'

const read = tables(claimedParcels, orders, trackingEvents)

/** The scans of each claimed parcel by the claim. */
const scans = () =>
  read
    .selectFrom('facts.claimed_parcels as c')
    .innerJoin('staging.tracking_events as e', (j) =>
      j
        .onRef('e.carrier', '=', 'c.carrier')
        .onRef('e.tracking_number', '=', 'c.tracking_number')
        .onRef('e.occurred_at', '<=', 'c.claimed_at'),
    )

/** The first scan as delivered, by the claim. */
const deliveries = () =>
  scans()
    .innerJoin('staging.orders as o', 'o.order_id', 'c.order_id')
    .select((r) => [
      'c.claim_id',
      'e.proof',
      truth(r('e.signed_family_name', '=', r.ref('o.ship_family_name'))).as('is_signed_alike'),
      metresBetween(
        r.ref('e.latitude'),
        r.ref('e.longitude'),
        r.ref('o.ship_latitude'),
        r.ref('o.ship_longitude'),
      ).as('metres'),
      over(rowNumber(), {
        by: [r.ref('c.claim_id')],
        along: [
          [r.ref('e.occurred_at'), 'asc'],
          [orElse(r.ref('e.proof').$castTo<string | null>(), ''), 'desc'],
          [orElse(r.ref('e.facility'), ''), 'asc'],
        ],
      }).as('place'),
    ])
    .where('e.status', '=', 'delivered')

/** The last scan that weighed it. */
const weighings = () =>
  scans()
    .select((r) => [
      'c.claim_id',
      'e.weight_grams',
      over(rowNumber(), {
        by: [r.ref('c.claim_id')],
        along: [
          [r.ref('e.occurred_at'), 'desc'],
          [r.ref('e.weight_grams'), 'desc'],
        ],
      }).as('place'),
    ])
    .where('e.weight_grams', 'is not', null)

export const claimScans = model({
  name: 'facts.claim_scans',
  about: 'What the carrier had reported about each claimed parcel by the claim; none without any scan.',
  owner: 'loss prevention',
  grain: ['claim_id'],
  load: byKey(['claim_id'], {
    links: [
      {
        parent: 'staging.tracking_events',
        by: 'facts.claimed_parcels',
        on: { carrier: 'carrier', tracking_number: 'tracking_number' },
      },
      { parent: 'staging.orders', by: 'facts.claimed_parcels', on: { order_id: 'order_id' } },
    ],
  }),
  columns: {
    claim_id: text('The claim.').required(),
    delivered_at: instant('The first scan as delivered.'),
    proof: choice(
      ['none', 'photo', 'signature', 'pin', 'locker', 'safe_place'],
      'The proof that this scan gives; missing means not known.',
    ),
    is_signed_alike: boolean(
      'Whether the family name signed at this scan is that on the parcel; unknown without either name.',
    ),
    metres_from_address: number('Metres from this scan to the address.'),
    had_trouble: boolean('Whether the carrier had reported an exception, damage or loss.').required(),
    was_damaged: boolean('Whether it had reported damage.').required(),
    is_sent_back: boolean('Whether it had reported the parcel as going back.').required(),
    weight_grams: number('Weight at the last scan that weighed it, in grams.'),
  },
  query: () =>
    read
      .selectFrom(
        scans()
          .select((r) => {
            const any = (statuses: readonly (typeof trackingEvents.columns.status.value)[]) =>
              orElse(anyTrue(r('e.status', 'in', statuses)), false)
            return [
              'c.claim_id',
              minimum(onlyIf(r('e.status', '=', 'delivered'), r.ref('e.occurred_at'))).as('delivered_at'),
              any(['exception', 'damaged', 'lost']).as('had_trouble'),
              any(['damaged']).as('was_damaged'),
              any(['returning', 'returned_to_sender']).as('is_sent_back'),
            ]
          })
          .groupBy('c.claim_id')
          .as('s'),
      )
      .leftJoin(deliveries().as('d'), (j) => j.onRef('d.claim_id', '=', 's.claim_id').on('d.place', '=', 1))
      .leftJoin(weighings().as('w'), (j) => j.onRef('w.claim_id', '=', 's.claim_id').on('w.place', '=', 1))
      .select([
        's.claim_id',
        's.delivered_at',
        'd.proof',
        'd.is_signed_alike',
        'd.metres as metres_from_address',
      ])
      .select(['s.had_trouble', 's.was_damaged', 's.is_sent_back', 'w.weight_grams']),
})
