import { boolean, choice, day, instant, integer, money, number, text } from '../../warehouse/columns.ts'
import {
  add,
  calendarDay,
  isTrue,
  onlyIf,
  orElse,
  smallerOf,
  toInteger,
  toText,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { warn } from '../checks.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import { shipments } from '../staging/shipments.ts'
import { firstContacts, tellings } from './deliveries/messages.ts'
import { standing } from './deliveries/standing.ts'

export const deliveries = model({
  name: 'marts.deliveries',
  about:
    'Each parcel from the order to the door: what was promised, what happened, and who answers for lateness.',
  owner: 'operations',
  grain: ['shipment_id'],
  load: byKey(['order_id'], {
    links: [
      {
        parent: 'marts.tracked_parcels',
        by: 'staging.shipments',
        on: { carrier: 'carrier', tracking_number: 'tracking_number' },
      },
    ],
    lookups: ['marts.exchange_rates'],
    ages: (r) => r.or([r('is_matured', '=', false), r('delivered_at', 'is', null)]),
  }),
  columns: {
    shipment_id: text('The parcel.').required(),
    order_id: text('The order it carries goods of.').required(),
    customer_id: text('The customer account; missing until the order has arrived.'),
    warehouse_id: text('The warehouse or store it was sent from.'),
    carrier: text('The carrier that delivers it.').required(),
    service: text('The carrier’s service.'),
    tracking_number: text('The carrier’s number for it.').required(),
    is_reship: boolean('Whether it replaces goods that were claimed.').required(),
    ordered_at: instant('When the order was placed.'),
    allocated_at: instant('When stock was set aside for it.'),
    picked_at: instant('When its goods were picked.'),
    packed_at: instant('When it was packed.'),
    shipped_at: instant('When the carrier got it: by the shop’s record, else the carrier’s first scan.'),
    shipped_on: day('The business day on which the carrier got it.'),
    promised_at: instant(
      'By when it was promised: the first date shown to the customer, else the carrier’s; for a reship the carrier’s.',
    ),
    first_scanned_at: instant('The carrier’s first scan of the parcel itself.'),
    last_scanned_at: instant('The carrier’s last scan.'),
    first_attempted_at: instant('The first attempt to deliver it, failed or not.'),
    attempts: integer('Attempts to deliver it; collection at a counter or locker is none.').required(),
    pickup_ready_at: instant('When it first waited for the customer at a counter or locker.'),
    delivered_at: instant('The first delivered scan.'),
    is_delivered_first_attempt: boolean('Whether it was handed over at the first attempt.').required(),
    delivery_facility: text('The facility that delivered it, else that saw it last.'),
    delivery_route: text('The driver or delivery route of that facility.'),
    proof: choice(
      ['none', 'photo', 'signature', 'pin', 'locker', 'safe_place'],
      'The proof that the delivered scan gives; missing means not known.',
    ),
    delivered_metres_away: number(
      'Metres from the address to the place of the delivered scan; missing where either is not known.',
    ),
    first_exception_at: instant('When the carrier first reported that something was wrong.'),
    damaged_at: instant('When the carrier first reported damage.'),
    lost_at: instant('When the carrier last reported it lost.'),
    returned_to_sender_at: instant('When the carrier last reported it back with the sender.'),
    told_delayed_at: instant('The first notification of a delay from the first exception on.'),
    is_told_first: boolean(
      'Whether the customer was told of a delay before the first contact about the order, or made none.',
    ).required(),
    first_contact_at: instant('The customer’s first contact about the order.'),
    state: choice(
      ['delivered', 'on_the_way', 'returned_to_sender', 'lost', 'not_shipped'],
      'How it stands as of the run.',
    ).required(),
    is_lost: boolean(
      'Whether it neither arrived nor came back, and the carrier reported it lost or the days of settings.matured.delivery have passed since it left.',
    ).required(),
    is_returned_to_sender: boolean('Whether it ended with the sender.').required(),
    is_damaged: boolean('Whether the carrier reported damage.').required(),
    is_late: boolean(
      'Whether it was delivered after its promise, or is overdue as of the run; missing without a promise and for a cancelled order’s parcel that never left.',
    ),
    late_cause: choice(
      ['warehouse', 'carrier', 'address'],
      'Who answers for lateness: address, where a failed attempt or a remark on the address came before the promise; warehouse, where it has not left, or left later than settings.shipWithinHours by at least as long as it is late; else carrier. Missing unless late.',
    ),
    is_matured: boolean(
      'Whether the days of settings.matured.delivery have passed since it left.',
    ).required(),
    declared_weight_grams: number('Weight declared to the carrier, in grams.'),
    freight_amount: money(
      'What the carrier charges, in the reporting currency; 0 where not stated.',
    ).required(),
    pick_pack_amount: money(
      'What picking and packing cost, in the reporting currency; 0 where not stated.',
    ).required(),
    ship_country: text('Country delivered to, ISO 3166-1 alpha-2.'),
    ship_region: text('State, province or region delivered to.'),
    ship_postal_area: text('First three characters of the postal code delivered to.'),
    dwelling: text('The kind of place delivered to.'),
  },
  checks: [
    warn('no parcel arrives before it left', (self) =>
      tables(self)
        .selectFrom('marts.deliveries as d')
        .select((r) => toText(r.ref('d.shipment_id')).as('example'))
        .whereRef('d.delivered_at', '<', 'd.shipped_at'),
    ),
    warn('no parcel leaves before its order is placed', (self) =>
      tables(self)
        .selectFrom('marts.deliveries as d')
        .select((r) => toText(r.ref('d.shipment_id')).as('example'))
        .whereRef('d.shipped_at', '<', 'd.ordered_at'),
    ),
  ],
  query: (settings) =>
    tables(shipments)
      .selectFrom(standing(settings).as('p'))
      .leftJoin(tellings().as('n'), 'n.shipment_id', 'p.shipment_id')
      .leftJoin(firstContacts().as('c'), 'c.order_id', 'p.order_id')
      .select([
        'p.shipment_id',
        'p.order_id',
        'p.customer_id',
        'p.warehouse_id',
        'p.carrier',
        'p.service',
        'p.tracking_number',
        'p.is_reship',
        'p.ordered_at',
        'p.allocated_at',
        'p.picked_at',
        'p.packed_at',
        'p.shipped_at',
        'p.promised_at',
        'p.first_scanned_at',
        'p.last_scanned_at',
        'p.pickup_ready_at',
        'p.delivered_at',
        'p.facility as delivery_facility',
        'p.route as delivery_route',
        'p.proof',
        'p.delivered_metres_away',
        'p.first_exception_at',
        'p.damaged_at',
        'p.lost_at',
        'p.returned_to_sender_at',
        'n.told_delayed_at',
        'c.first_contact_at',
        'p.is_lost',
        'p.is_returned_to_sender',
        'p.is_late',
        'p.is_matured',
        'p.declared_weight_grams',
        'p.freight_amount',
        'p.pick_pack_amount',
        'p.ship_country',
        'p.ship_region',
        'p.ship_postal_area',
        'p.dwelling',
      ])
      .select((r) => {
        const hasMissed = isTrue(r('p.first_missed_at', '<=', r.ref('p.delivered_at')))
        const handedOverAt = onlyIf(r.ref('p.is_handed_over'), r.ref('p.delivered_at'))
        return [
          calendarDay(r.ref('p.shipped_at'), settings.timeZone).as('shipped_on'),
          smallerOf(r.ref('p.first_missed_at'), handedOverAt).as('first_attempted_at'),
          toInteger(
            add(
              orElse(r.ref('p.missed_attempts'), 0),
              r.case().when(r.ref('p.is_handed_over')).then(1).else(0).end(),
            ),
          ).as('attempts'),
          isTrue(r.and([r.ref('p.is_handed_over'), r.not(hasMissed)])).as('is_delivered_first_attempt'),
          r
            .case()
            .when(r.ref('p.is_returned_to_sender'))
            .then('returned_to_sender' as const)
            .when(r('p.delivered_at', 'is not', null))
            .then('delivered' as const)
            .when(r.ref('p.is_lost'))
            .then('lost' as const)
            .when(r('p.shipped_at', 'is', null))
            .then('not_shipped' as const)
            .else('on_the_way' as const)
            .end()
            .as('state'),
          isTrue(r('p.damaged_at', 'is not', null)).as('is_damaged'),
          isTrue(
            r.and([
              r('n.told_delayed_at', 'is not', null),
              r.or([
                r('c.first_contact_at', 'is', null),
                r('n.told_delayed_at', '<', r.ref('c.first_contact_at')),
              ]),
            ]),
          ).as('is_told_first'),
          r
            .case()
            .when(r.not(isTrue(r.ref('p.is_late'))))
            .then(null)
            .when(r.ref('p.is_address_late'))
            .then('address' as const)
            .when(r.ref('p.is_warehouse_late'))
            .then('warehouse' as const)
            .else('carrier' as const)
            .end()
            .as('late_cause'),
        ]
      }),
})
