import { day, integer, money } from '../../warehouse/columns.ts'
import {
  calendarDay,
  convertMoney,
  metresBetween,
  onlyIf,
  orElse,
  over,
  sumInteger,
  sumMoney,
  toMoney,
  whole,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { exchangeRates, rateDay } from '../marts/exchange_rates.ts'
import { trackedParcels } from '../marts/tracked_parcels.ts'
import { model } from '../model.ts'
import { claims } from '../staging/claims.ts'
import { orders } from '../staging/orders.ts'
import { counted } from './counted.ts'
import { parcels } from './parcels.ts'

/** Metres from the address within which a delivery counts as made there, and beyond which as made elsewhere. */
export const near = 50
export const far = 300

/** Proofs for which somebody had to be there. */
export const handedOver = ['signature', 'pin', 'locker'] as const

const counts = [
  'parcels',
  'scanned',
  'delivered',
  'troubled',
  'proofs',
  'handed_over',
  'photographed',
  'placed',
  'near',
  'far',
  'orders',
  'other_claims',
] as const

const read = tables(claims, exchangeRates, orders, parcels, trackedParcels)

/** Each parcel on the day from which its silence counts, with what the carrier had reported by then. */
const exposures = () =>
  read
    .selectFrom('facts.parcels as p')
    .innerJoin('staging.orders as o', 'o.order_id', 'p.order_id')
    .leftJoin('marts.tracked_parcels as t', (j) =>
      j.onRef('t.carrier', '=', 'p.carrier').onRef('t.tracking_number', '=', 'p.tracking_number'),
    )
    .leftJoin('marts.exchange_rates as x', (j) =>
      j
        .onRef('x.currency', '=', 'o.currency')
        .on((on) => on(rateDay(on.ref('o.ordered_at')), '=', on.ref('x.day'))),
    )
    .select((r) => {
      const isDelivered = r('p.delivered_at', '<=', r.ref('p.exposed_at'))
      const metres = metresBetween(
        r.ref('t.delivered_latitude'),
        r.ref('t.delivered_longitude'),
        r.ref('o.ship_latitude'),
        r.ref('o.ship_longitude'),
      )
      const isPlaced = r.and([isDelivered, r(metres, 'is not', null)])
      const proof = r.ref('t.proof').$castTo<string | null>()
      return [
        calendarDay(r.ref('p.exposed_at'), 'UTC').as('day'),
        whole(1).as('parcels'),
        counted(r('t.first_scanned_at', '<=', r.ref('p.exposed_at'))).as('scanned'),
        counted(isDelivered).as('delivered'),
        counted(r('t.first_exception_at', '<=', r.ref('p.exposed_at'))).as('troubled'),
        counted(r.and([isDelivered, r(proof, 'is not', null)])).as('proofs'),
        counted(r.and([isDelivered, r(proof, 'in', handedOver)])).as('handed_over'),
        counted(r.and([isDelivered, r(proof, '=', 'photo')])).as('photographed'),
        counted(isPlaced).as('placed'),
        counted(r.and([isPlaced, r(metres, '<=', near)])).as('near'),
        counted(r.and([isPlaced, r(metres, '>', far)])).as('far'),
        counted(r('p.is_first_parcel', '=', true)).as('orders'),
        whole(0).as('other_claims'),
        orElse(
          onlyIf(r('p.is_first_parcel', '=', true), convertMoney(r.ref('o.total_amount'), r.ref('x.rate'))),
          toMoney('0'),
        ).as('order_amount'),
      ]
    })

/** Each claim on its day, at which the counts are asked for. */
const claimed = () =>
  read
    .selectFrom('staging.claims as c')
    .select((r) => calendarDay(r.ref('c.claimed_at'), 'UTC').as('day'))
    .select((r) =>
      counts.map((count) =>
        (count === 'other_claims' ? counted(r('c.type', '<>', 'not_received')) : whole(0)).as(count),
      ),
    )
    .select(toMoney('0').as('order_amount'))

export const usualDeliveries = model({
  name: 'facts.usual_deliveries',
  about: 'What carriers had reported of all parcels before a day: how an ordinary delivery looks.',
  owner: 'loss prevention',
  grain: ['day'],
  load: rebuilt(),
  columns: {
    day: day('The day in UTC: parcels that were delivered or overdue before it are counted.').required(),
    parcels: integer('Parcels.').required(),
    scanned: integer('Of these, scanned at all.').required(),
    delivered: integer('Of these, scanned as delivered.').required(),
    troubled: integer('Parcels in trouble before: an exception, damage or loss.').required(),
    proofs: integer('Delivered parcels of which the proof is known, none included.').required(),
    handed_over: integer('Of these, handed over against a signature, a PIN or a locker code.').required(),
    photographed: integer('Of these, photographed.').required(),
    placed: integer('Delivered parcels of which the scan’s and the address’s places are known.').required(),
    near: integer('Of these, scanned at the address.').required(),
    far: integer('Of these, scanned elsewhere.').required(),
    orders: integer('Orders with a parcel among them.').required(),
    other_claims: integer('Claims of other kinds than non-receipt, made before the day.').required(),
    order_amount: money(
      'What customers were charged for these orders, in the reporting currency.',
    ).required(),
  },
  query: () =>
    read
      .selectFrom(
        read
          .selectFrom(exposures().unionAll(claimed()).as('e'))
          .select((r) => [
            'e.day',
            orElse(sumMoney(r.ref('e.order_amount')), toMoney('0')).as('order_amount'),
          ])
          .select((r) => counts.map((count) => orElse(sumInteger(r.ref(`e.${count}`)), 0).as(count)))
          .groupBy('e.day')
          .as('d'),
      )
      .select('d.day')
      .select((r) => {
        const before = { along: [[r.ref('d.day'), 'asc']] as const, before: true }
        return [
          ...counts.map((count) => orElse(over(sumInteger(r.ref(`d.${count}`)), before), 0).as(count)),
          orElse(over(sumMoney(r.ref('d.order_amount')), before), toMoney('0')).as('order_amount'),
        ]
      }),
})
