import type { Expression } from 'kysely'
import { choice, instant, integer, number, text } from '../../warehouse/columns.ts'
import {
  countIf,
  firstKnown,
  isTrue,
  lowerCase,
  maximum,
  minimum,
  onlyIf,
  orElse,
  over,
  rowNumber,
  textMatches,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import { trackingEvents } from '../staging/tracking_events.ts'

/** Words by which carriers say that the address or the customer kept a parcel from being delivered. */
const addressBlamed = 'address|access|recipient|addressee|not home|no one|closed|refused|unclaimed|unknown'

const read = tables(trackingEvents)

/** The first delivered scan of each parcel. */
const firstDelivered = () =>
  read
    .selectFrom((from) =>
      from
        .selectFrom('staging.tracking_events as e')
        .selectAll('e')
        .select((r) =>
          over(rowNumber(), {
            by: [r.ref('e.carrier'), r.ref('e.tracking_number')],
            along: [
              [r.ref('e.occurred_at'), 'asc'],
              [r.ref('e.facility'), 'asc'],
            ],
          }).as('place'),
        )
        .where('e.status', '=', 'delivered')
        .as('e'),
    )
    .selectAll('e')
    .where('e.place', '=', 1)

/** The last facility and route that saw a parcel whose delivered scan, if any, names no facility. */
const lastSeen = () =>
  read
    .selectFrom((from) =>
      from
        .selectFrom('staging.tracking_events as e')
        .select(['e.carrier', 'e.tracking_number', 'e.facility', 'e.route'])
        .select((r) =>
          over(rowNumber(), {
            by: [r.ref('e.carrier'), r.ref('e.tracking_number')],
            along: [
              [r.ref('e.occurred_at'), 'desc'],
              [r.ref('e.facility'), 'asc'],
              [r.ref('e.status'), 'asc'],
            ],
          }).as('place'),
        )
        .where('e.facility', 'is not', null)
        .where((r) =>
          r.not(
            r.exists(
              r
                .selectFrom('staging.tracking_events as d')
                .select('d.status')
                .whereRef('d.carrier', '=', 'e.carrier')
                .whereRef('d.tracking_number', '=', 'e.tracking_number')
                .where('d.status', '=', 'delivered')
                .where('d.facility', 'is not', null),
            ),
          ),
        )
        .as('e'),
    )
    .selectAll('e')
    .where('e.place', '=', 1)

/** The first and last scan of each parcel. */
const scanned = () =>
  read
    .selectFrom('staging.tracking_events as e')
    .groupBy(['e.carrier', 'e.tracking_number'])
    .select((r) => [
      'e.carrier',
      'e.tracking_number',
      minimum(onlyIf(r('e.status', '<>', 'label_created'), r.ref('e.occurred_at'))).as('first_scanned_at'),
      maximum(r.ref('e.occurred_at')).as('last_scanned_at'),
    ])

/** What kept parcels from the door: few have any of it, so it is counted apart. */
const troubles = () =>
  read
    .selectFrom('staging.tracking_events as e')
    .where('e.status', 'in', [
      'delivery_attempted',
      'available_for_pickup',
      'exception',
      'damaged',
      'lost',
      'returning',
      'returned_to_sender',
    ])
    .groupBy(['e.carrier', 'e.tracking_number'])
    .select((r) => {
      const at = r.ref('e.occurred_at')
      const isStatus = (...statuses: readonly Status[]) => r('e.status', 'in', statuses)
      const firstOf = (...statuses: readonly Status[]) => minimum(onlyIf(isStatus(...statuses), at))
      const lastOf = (status: Status) => maximum(onlyIf(isStatus(status), at))
      const isBlamed = r.and([
        isStatus('exception', 'delivery_attempted', 'returning', 'returned_to_sender'),
        blamesAddress(r.ref('e.detail')),
      ])
      return [
        'e.carrier',
        'e.tracking_number',
        firstOf('delivery_attempted').as('first_missed_at'),
        countIf(isStatus('delivery_attempted')).as('missed_attempts'),
        firstOf('available_for_pickup').as('pickup_ready_at'),
        firstOf('exception', 'damaged', 'lost').as('first_exception_at'),
        firstOf('damaged').as('damaged_at'),
        lastOf('lost').as('lost_at'),
        lastOf('returned_to_sender').as('returned_to_sender_at'),
        minimum(onlyIf(isBlamed, at)).as('address_trouble_at'),
      ]
    })

type Status = NonNullable<(typeof trackingEvents)['columns']['status']['value']>

const blamesAddress = (detail: Expression<string | null>) =>
  isTrue(textMatches(lowerCase(detail), addressBlamed))

export const trackedParcels = model({
  name: 'marts.tracked_parcels',
  about: 'What the carrier reported about each parcel, outbound or returning.',
  owner: 'operations',
  grain: ['carrier', 'tracking_number'],
  load: byKey(['carrier', 'tracking_number']),
  columns: {
    carrier: text('The carrier that reported it.').required(),
    tracking_number: text('The carrier’s number for the parcel.').required(),
    first_scanned_at: instant('The first scan that shows the parcel itself, so not its label alone.'),
    last_scanned_at: instant('The last scan of any kind.').required(),
    first_missed_at: instant('The first attempt to deliver it that failed.'),
    missed_attempts: integer('Attempts to deliver it that failed.').required(),
    pickup_ready_at: instant('When it first waited for the customer at a counter or locker.'),
    delivered_at: instant('The first delivered scan.'),
    facility: text('The facility of the delivered scan; without one, the last facility that saw the parcel.'),
    route: text('The driver or delivery route of the delivered scan, else of the last facility’s scan.'),
    proof: choice(
      ['none', 'photo', 'signature', 'pin', 'locker', 'safe_place'],
      'The proof that the delivered scan gives; missing means not known.',
    ),
    signed_by: text('The name signed on delivery, a keyed pseudonym.'),
    delivered_latitude: number('Latitude of the delivered scan, degrees north.'),
    delivered_longitude: number('Longitude of the delivered scan, degrees east.'),
    delivered_postal_code: text('Postal code of the delivered scan.'),
    first_exception_at: instant('When the carrier first reported that something was wrong.'),
    damaged_at: instant('When the carrier first reported damage.'),
    lost_at: instant('When the carrier last reported it lost.'),
    returned_to_sender_at: instant('When the carrier last reported it back with the sender.'),
    address_trouble_at: instant(
      'When the carrier’s remark on an exception, a failed attempt or a way back first blamed the address or the customer.',
    ),
  },
  query: () =>
    read
      .selectFrom(scanned().as('s'))
      .leftJoin(firstDelivered().as('d'), (join) =>
        join.onRef('d.carrier', '=', 's.carrier').onRef('d.tracking_number', '=', 's.tracking_number'),
      )
      .leftJoin(troubles().as('t'), (join) =>
        join.onRef('t.carrier', '=', 's.carrier').onRef('t.tracking_number', '=', 's.tracking_number'),
      )
      .leftJoin(lastSeen().as('l'), (join) =>
        join.onRef('l.carrier', '=', 's.carrier').onRef('l.tracking_number', '=', 's.tracking_number'),
      )
      .select([
        's.carrier',
        's.tracking_number',
        's.first_scanned_at',
        't.first_missed_at',
        't.pickup_ready_at',
        't.first_exception_at',
        't.damaged_at',
        't.lost_at',
        't.returned_to_sender_at',
        't.address_trouble_at',
      ])
      .select((r) => [
        r.ref('s.last_scanned_at').$notNull().as('last_scanned_at'),
        orElse(r.ref('t.missed_attempts'), 0).as('missed_attempts'),
        r.ref('d.occurred_at').as('delivered_at'),
        firstKnown(r.ref('d.facility'), r.ref('l.facility')).as('facility'),
        firstKnown(r.ref('d.route'), r.ref('l.route')).as('route'),
        r.ref('d.proof').as('proof'),
        r.ref('d.signed_by').as('signed_by'),
        r.ref('d.latitude').as('delivered_latitude'),
        r.ref('d.longitude').as('delivered_longitude'),
        r.ref('d.postal_code').as('delivered_postal_code'),
      ]),
})
