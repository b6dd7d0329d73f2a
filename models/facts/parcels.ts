import type { Expression } from 'kysely'
import { boolean, instant, text } from '../../warehouse/columns.ts'
import {
  concatTexts,
  isTrue,
  minimum,
  orElse,
  over,
  partOfText,
  plusDays,
  rowNumber,
  smallerOf,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import { claims } from '../staging/claims.ts'
import { orders } from '../staging/orders.ts'
import { shipments } from '../staging/shipments.ts'
import { trackingEvents } from '../staging/tracking_events.ts'

type Text = Expression<string | null>

/** Where parcels fare alike: country, postal area and kind of dwelling. */
const areaOf = (country: Text, postalCode: Text, dwelling: Text) =>
  concatTexts(
    concatTexts(orElse(country, ''), ' '),
    concatTexts(concatTexts(partOfText(postalCode, 1, 3), ' '), orElse(dwelling, 'unknown')),
  )

export const parcels = model({
  name: 'facts.parcels',
  about:
    'Every parcel handed over: the way it took, the moment from which its silence counts, and its first claim.',
  owner: 'loss prevention',
  grain: ['shipment_id'],
  load: byKey(['order_id'], {
    links: [
      { parent: 'staging.claims', by: 'staging.shipments', on: { order_id: 'order_id' } },
      { parent: 'staging.claims', by: 'staging.shipments', on: { shipment_id: 'shipment_id' } },
      {
        parent: 'staging.tracking_events',
        by: 'staging.shipments',
        on: { carrier: 'carrier', tracking_number: 'tracking_number' },
      },
    ],
  }),
  columns: {
    shipment_id: text('The parcel.').required(),
    order_id: text('The order it belongs to.').required(),
    customer_id: text('The account that ordered.').required(),
    is_first_parcel: boolean(
      'Whether it is the first parcel of its order, to which a claim without parcel is laid.',
    ).required(),
    carrier: text('The carrier.').required(),
    tracking_number: text('The carrier’s number for it.').required(),
    service: text('The carrier’s service.'),
    facility: text('Where it was last scanned by `exposed_at`.'),
    route: text('The route or driver it was last given to by `exposed_at`.'),
    area: text('The country, the postal area and the kind of dwelling it went to.'),
    shipped_at: instant('When the carrier took it.').required(),
    delivered_at: instant('The first scan as delivered.'),
    exposed_at: instant(
      'When it was delivered, at the latest when a delivery was due: from here on its silence counts.',
    ).required(),
    claimed_at: instant('The first claim that it was not received.'),
  },
  query: (settings) =>
    tables(shipments, orders, trackingEvents, claims)
      .with('shipped', (q) =>
        q
          .selectFrom('staging.shipments as s')
          .innerJoin('staging.orders as o', 'o.order_id', 's.order_id')
          .select((r) => [
            's.shipment_id',
            's.order_id',
            'o.customer_id',
            's.carrier',
            's.service',
            's.tracking_number',
            r.ref('s.shipped_at').$notNull().as('shipped_at'),
            areaOf(r.ref('o.ship_country'), r.ref('o.ship_postal_code'), r.ref('o.dwelling')).as('area'),
            over(rowNumber(), {
              by: [r.ref('s.order_id')],
              along: [
                [orElse(r.ref('s.is_reship'), false), 'asc'],
                [r.ref('s.shipped_at'), 'asc'],
                [r.ref('s.shipment_id'), 'asc'],
              ],
            }).as('place'),
          ])
          .where('s.shipped_at', 'is not', null),
      )
      .with('delivered', (q) =>
        q
          .selectFrom('staging.tracking_events as e')
          .select((r) => [
            'e.carrier',
            'e.tracking_number',
            minimum(r.ref('e.occurred_at')).as('delivered_at'),
          ])
          .where('e.status', '=', 'delivered')
          .groupBy(['e.carrier', 'e.tracking_number']),
      )
      .with('exposed', (q) =>
        q
          .selectFrom('shipped as s')
          .leftJoin('delivered as d', (j) =>
            j.onRef('d.carrier', '=', 's.carrier').onRef('d.tracking_number', '=', 's.tracking_number'),
          )
          .selectAll('s')
          .select((r) => [
            'd.delivered_at',
            smallerOf(plusDays(r.ref('s.shipped_at'), settings.matured.delivery), r.ref('d.delivered_at')).as(
              'exposed_at',
            ),
          ]),
      )
      .with('places', (q) =>
        q
          .selectFrom('staging.tracking_events as e')
          .innerJoin('exposed as s', (j) =>
            j.onRef('s.carrier', '=', 'e.carrier').onRef('s.tracking_number', '=', 'e.tracking_number'),
          )
          .select((r) => [
            's.shipment_id',
            'e.facility',
            over(rowNumber(), {
              by: [r.ref('s.shipment_id')],
              along: [
                [r.ref('e.occurred_at'), 'desc'],
                [r.ref('e.facility'), 'asc'],
                [r.ref('e.status'), 'asc'],
              ],
            }).as('lateness'),
          ])
          .whereRef('e.occurred_at', '<=', 's.exposed_at')
          .where('e.facility', 'is not', null),
      )
      .with('routes', (q) =>
        q
          .selectFrom('staging.tracking_events as e')
          .innerJoin('exposed as s', (j) =>
            j.onRef('s.carrier', '=', 'e.carrier').onRef('s.tracking_number', '=', 'e.tracking_number'),
          )
          .select((r) => [
            's.shipment_id',
            'e.route',
            over(rowNumber(), {
              by: [r.ref('s.shipment_id')],
              along: [
                [r.ref('e.occurred_at'), 'desc'],
                [r.ref('e.route'), 'asc'],
                [r.ref('e.status'), 'asc'],
              ],
            }).as('lateness'),
          ])
          .whereRef('e.occurred_at', '<=', 's.exposed_at')
          .where('e.route', 'is not', null),
      )
      .with('named', (q) =>
        q
          .selectFrom('staging.claims as c')
          .select((r) => ['c.shipment_id', minimum(r.ref('c.claimed_at')).as('claimed_at')])
          .where('c.type', '=', 'not_received')
          .where('c.shipment_id', 'is not', null)
          .groupBy('c.shipment_id'),
      )
      .with('unnamed', (q) =>
        q
          .selectFrom('staging.claims as c')
          .select((r) => ['c.order_id', minimum(r.ref('c.claimed_at')).as('claimed_at')])
          .where('c.type', '=', 'not_received')
          .where('c.shipment_id', 'is', null)
          .groupBy('c.order_id'),
      )
      .selectFrom('exposed as s')
      .leftJoin('places as p', (j) => j.onRef('p.shipment_id', '=', 's.shipment_id').on('p.lateness', '=', 1))
      .leftJoin('routes as w', (j) => j.onRef('w.shipment_id', '=', 's.shipment_id').on('w.lateness', '=', 1))
      .leftJoin('named as n', 'n.shipment_id', 's.shipment_id')
      .leftJoin('unnamed as u', (j) => j.onRef('u.order_id', '=', 's.order_id').on('s.place', '=', 1))
      .select((r) => [
        's.shipment_id',
        's.order_id',
        's.customer_id',
        isTrue(r('s.place', '=', 1)).as('is_first_parcel'),
        's.carrier',
        's.tracking_number',
        's.service',
        'p.facility',
        'w.route',
        's.area',
        's.shipped_at',
        's.delivered_at',
        's.exposed_at',
        smallerOf(r.ref('n.claimed_at'), r.ref('u.claimed_at')).as('claimed_at'),
      ]),
})
