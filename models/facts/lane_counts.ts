import { choice, instant, integer, text } from '../../warehouse/columns.ts'
import {
  type Expr,
  isTrue,
  largerOf,
  onlyIf,
  orElse,
  over,
  sumInteger,
  whole,
  word,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { claimedParcels } from './claimed_parcels.ts'
import { parcels } from './parcels.ts'

const counted = (level: string) => ({
  parcels: integer(`Earlier parcels on the same ${level} whose silence counts by then.`).required(),
  claimed: integer(`Those of them that were claimed as not received by then.`).required(),
})
const [all, carrier, service, facility, route, area] = [
  counted('shop'),
  counted('carrier'),
  counted('carrier and service'),
  counted('carrier and facility'),
  counted('carrier, facility and route'),
  counted('postal area and kind of dwelling'),
] as const

type Watched = 'parcel' | 'claim'

/** The columns that make a lane's key at each level, from wide to narrow. */
export const laneKeys = {
  carrier: ['carrier'],
  service: ['carrier', 'service'],
  facility: ['carrier', 'facility'],
  route: ['carrier', 'facility', 'route'],
  area: ['area'],
} as const

export const laneCounts = model({
  name: 'facts.lane_counts',
  about:
    'For each parcel and each claim: how many earlier parcels took the same way, and how many were claimed, by then.',
  owner: 'loss prevention',
  grain: ['watched', 'watched_id'],
  load: rebuilt(),
  columns: {
    watched: choice(
      ['parcel', 'claim'],
      'Whether the row is for a parcel’s own outcome or for a claim.',
    ).required(),
    watched_id: text('The shipment or the claim.').required(),
    at: instant('The moment before which parcels and claims are counted.').required(),
    customer_id: text('The account that ordered.').required(),
    carrier: text('The carrier.').required(),
    service: text('The carrier’s service.'),
    facility: text('The facility, as known by then.'),
    route: text('The route, as known by then.'),
    area: text('The postal area and kind of dwelling.'),
    all_parcels: all.parcels,
    all_claimed: all.claimed,
    carrier_parcels: carrier.parcels,
    carrier_claimed: carrier.claimed,
    service_parcels: service.parcels,
    service_claimed: service.claimed,
    facility_parcels: facility.parcels,
    facility_claimed: facility.claimed,
    route_parcels: route.parcels,
    route_claimed: route.claimed,
    area_parcels: area.parcels,
    area_claimed: area.claimed,
  },
  // One stream in time order, of moments to count at and of things to count: a running sum at each moment
  // is the count before it, at the cost of one sort a level.
  query: () => {
    const db = tables(parcels, claimedParcels)
    const way = ['p.carrier', 'p.service', 'p.facility', 'p.route', 'p.area'] as const
    const watchedParcels = db
      .selectFrom('facts.parcels as p')
      .select([
        word<Watched | 'count'>('parcel').as('watched'),
        'p.shipment_id as watched_id',
        'p.exposed_at as at',
      ])
      .select(['p.customer_id', ...way, whole(0).as('parcel'), whole(0).as('claim')])
    const watchedClaims = db
      .selectFrom('facts.claimed_parcels as c')
      .innerJoin('facts.parcels as p', 'p.shipment_id', 'c.shipment_id')
      .select([
        word<Watched | 'count'>('claim').as('watched'),
        'c.claim_id as watched_id',
        'c.claimed_at as at',
      ])
      .select((r) => {
        const knownByThen = r('p.exposed_at', '<=', r.ref('c.claimed_at'))
        return [
          'p.customer_id',
          'p.carrier',
          'p.service',
          onlyIf(knownByThen, r.ref('p.facility')).as('facility'),
          onlyIf(knownByThen, r.ref('p.route')).as('route'),
          'p.area',
          whole(0).as('parcel'),
          whole(0).as('claim'),
        ]
      })
    const exposures = db
      .selectFrom('facts.parcels as p')
      .select([
        word<Watched | 'count'>('count').as('watched'),
        'p.shipment_id as watched_id',
        'p.exposed_at as at',
      ])
      .select(['p.customer_id', ...way, whole(1).as('parcel'), whole(0).as('claim')])
    const claims = db
      .selectFrom('facts.parcels as p')
      .select((r) => [
        word<Watched | 'count'>('count').as('watched'),
        'p.shipment_id as watched_id',
        largerOf(r.ref('p.exposed_at'), r.ref('p.claimed_at')).as('at'),
      ])
      .select(['p.customer_id', ...way, whole(0).as('parcel'), whole(1).as('claim')])
      .where('p.claimed_at', 'is not', null)
    return db
      .selectFrom(
        db
          .selectFrom(watchedParcels.unionAll(watchedClaims).unionAll(exposures).unionAll(claims).as('s'))
          .select(['s.watched', 's.watched_id', 's.at', 's.customer_id'])
          .select(['s.carrier', 's.service', 's.facility', 's.route', 's.area'])
          .select((r) => {
            const before = (
              what: 'parcel' | 'claim',
              keys: readonly ('carrier' | 'service' | 'facility' | 'route' | 'area')[],
            ) => {
              const sum = over(sumInteger(r.ref(`s.${what}`)), {
                by: keys.map((key) => r.ref(`s.${key}`)),
                // At one instant the moments come first, so that what happens then is not yet counted.
                along: [
                  [r.ref('s.at'), 'asc'],
                  [isTrue(r('s.watched', '=', 'count')), 'asc'],
                ],
                before: true,
              })
              const known = r.and(keys.map((key) => r(`s.${key}`, 'is not', null)))
              return orElse(keys.length === 0 ? sum : onlyIf(known, sum), 0) as Expr<number>
            }
            return [
              before('parcel', []).as('all_parcels'),
              before('claim', []).as('all_claimed'),
              before('parcel', laneKeys.carrier).as('carrier_parcels'),
              before('claim', laneKeys.carrier).as('carrier_claimed'),
              before('parcel', laneKeys.service).as('service_parcels'),
              before('claim', laneKeys.service).as('service_claimed'),
              before('parcel', laneKeys.facility).as('facility_parcels'),
              before('claim', laneKeys.facility).as('facility_claimed'),
              before('parcel', laneKeys.route).as('route_parcels'),
              before('claim', laneKeys.route).as('route_claimed'),
              before('parcel', laneKeys.area).as('area_parcels'),
              before('claim', laneKeys.area).as('area_claimed'),
            ]
          })
          .as('sums'),
      )
      .selectAll()
      .where('sums.watched', '<>', 'count')
      .$narrowType<{ watched: Watched }>()
  },
})
