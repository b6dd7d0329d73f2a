import type { Expression } from 'kysely'
import { choice, instant, integer, number, text } from '../../warehouse/columns.ts'
import {
  add,
  bounded,
  countIf,
  type Expr,
  multiply,
  orElse,
  ratio,
  subtract,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { identities } from '../marts/identities.ts'
import { model } from '../model.ts'
import { laneCounts, laneKeys } from './lane_counts.ts'
import { parcels } from './parcels.ts'

const levels = ['all', 'carrier', 'service', 'facility', 'route', 'area'] as const
type Level = (typeof levels)[number]

export const laneLosses = model({
  name: 'facts.lane_losses',
  about:
    'How likely a parcel on this way is claimed as not received though its customer is honest, as known at the moment, the own identity left out.',
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
    lane_loss: number(
      'Share of parcels lost on this way, shrunken down from shop to carrier, service, facility, route and area.',
    )
      .required()
      .atLeast(0)
      .atMost(1),
    shop_loss: number('The same share of the whole shop.').required(),
    lane_parcels: integer('Earlier parcels of the same carrier and facility, others’ only.').required(),
    lane_claimed: integer('Those of them that were claimed as not received.').required(),
  },
  query: (settings) =>
    tables(laneCounts, identities, parcels)
      .with('own', (q) =>
        q
          .selectFrom('facts.lane_counts as c')
          .innerJoin('marts.identities as i', (j) =>
            j
              .onRef('i.customer_id', '=', 'c.customer_id')
              .onRef('i.linked_from', '<=', 'c.at')
              .on((on) =>
                on.or([on('i.linked_until', 'is', null), on('i.linked_until', '>', on.ref('c.at'))]),
              ),
          )
          .innerJoin('marts.identities as m', (j) =>
            j
              .onRef('m.identity_id', '=', 'i.identity_id')
              .onRef('m.linked_from', '<=', 'c.at')
              .on((on) =>
                on.or([on('m.linked_until', 'is', null), on('m.linked_until', '>', on.ref('c.at'))]),
              ),
          )
          .innerJoin('facts.parcels as p', (j) =>
            j.onRef('p.customer_id', '=', 'm.customer_id').onRef('p.exposed_at', '<', 'c.at'),
          )
          .select(['c.watched', 'c.watched_id'])
          .select((r) => {
            const same = (level: Level) =>
              r.and(
                level === 'all' ? [] : laneKeys[level].map((key) => r(`p.${key}`, '=', r.ref(`c.${key}`))),
              )
            const claimed = r('p.claimed_at', '<', r.ref('c.at'))
            return [
              countIf(same('all')).as('all_parcels'),
              countIf(r.and([same('all'), claimed])).as('all_claimed'),
              countIf(same('carrier')).as('carrier_parcels'),
              countIf(r.and([same('carrier'), claimed])).as('carrier_claimed'),
              countIf(same('service')).as('service_parcels'),
              countIf(r.and([same('service'), claimed])).as('service_claimed'),
              countIf(same('facility')).as('facility_parcels'),
              countIf(r.and([same('facility'), claimed])).as('facility_claimed'),
              countIf(same('route')).as('route_parcels'),
              countIf(r.and([same('route'), claimed])).as('route_claimed'),
              countIf(same('area')).as('area_parcels'),
              countIf(r.and([same('area'), claimed])).as('area_claimed'),
            ]
          })
          .groupBy(['c.watched', 'c.watched_id']),
      )
      .selectFrom('facts.lane_counts as c')
      .leftJoin('own as o', (j) =>
        j.onRef('o.watched', '=', 'c.watched').onRef('o.watched_id', '=', 'c.watched_id'),
      )
      .select((r) => {
        const others = (level: Level, what: 'parcels' | 'claimed') =>
          subtract(r.ref(`c.${level}_${what}`), orElse(r.ref(`o.${level}_${what}`), 0))
        // q = (k + m·q_parent) / (n + m), from the widest level to the narrowest (design: lane loss).
        const shrunken = (level: Level, parent: number | Expression<number>): Expr<number> =>
          orElse(
            ratio(
              add(others(level, 'claimed'), multiply(settings.laneShrinkage, parent)),
              add(others(level, 'parcels'), settings.laneShrinkage),
            ),
            settings.laneStart,
          )
        const shop = shrunken('all', settings.laneStart)
        const loss = levels.slice(1).reduce((parent, level) => shrunken(level, parent), shop)
        return [
          'c.watched',
          'c.watched_id',
          'c.at',
          bounded(loss, 0.0005, 0.8).as('lane_loss'),
          bounded(shop, 0.0005, 0.8).as('shop_loss'),
          others('facility', 'parcels').as('lane_parcels'),
          others('facility', 'claimed').as('lane_claimed'),
        ]
      }),
})
