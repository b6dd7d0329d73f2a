import type { Expression } from 'kysely'
import type { Instant } from '../../../warehouse/columns.ts'
import {
  asOf,
  calendarDay,
  daysBetween,
  firstKnown,
  onlyIf,
  plusDays,
  plusHours,
  smallerOf,
  toMoney,
} from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { deliveries } from '../../marts/deliveries.ts'
import { orders } from '../../marts/orders.ts'
import type { Settings } from '../../settings.ts'
import { one } from '../metric.ts'

export const parcelDimensions = ['carrier', 'warehouse', 'region', 'channel'] as const
export const carriageDimensions = [...parcelDimensions, 'service'] as const

export const withOrders = () =>
  tables(deliveries, orders)
    .selectFrom('marts.deliveries as d')
    .leftJoin('marts.orders as o', 'o.order_id', 'd.order_id')
    .select([
      'o.ordered_on',
      'd.carrier',
      'd.service',
      'd.warehouse_id as warehouse',
      'd.ship_region as region',
      'o.channel',
    ])

/** Each parcel, reships too. */
const parcels = () => withOrders().select(one().as('amount'))

const cutOff = (r: { ref: (name: 'd.ordered_at') => Expression<Instant | null> }, hours: number) =>
  plusHours(r.ref('d.ordered_at'), hours)

/** Parcels whose cut-off has passed, on the day of that. Reships and what was cancelled unsent have none. */
export const dueParcels = ({ timeZone, shipWithinHours }: Settings) =>
  parcels()
    .where('d.is_reship', '=', false)
    .where((r) => r.or([r('d.shipped_at', 'is not', null), r('o.cancelled_at', 'is', null)]))
    .where((r) => r(cutOff(r, shipWithinHours), '<=', asOf()))
    .select((r) => calendarDay(cutOff(r, shipWithinHours), timeZone).as('happened_on'))

/** Those that the carrier had by then. */
export const parcelsSentInTime = (settings: Settings) =>
  dueParcels(settings).where((r) => r('d.shipped_at', '<=', cutOff(r, settings.shipWithinHours)))

/** Parcels on the day on which the carrier got them, reships left out; a metric adds which amount counts. */
export const sentParcels = () =>
  withOrders()
    .where('d.is_reship', '=', false)
    .where('d.ordered_at', 'is not', null)
    .select('d.shipped_on as happened_on')

/** All parcels, reships too, on the day on which they left. */
export const allSentParcels = () => parcels().select('d.shipped_on as happened_on')

/** What the carrier charges for each parcel, on the day on which it left. */
export const freight = () =>
  withOrders().select(['d.shipped_on as happened_on', 'd.freight_amount as amount'])

/** What picking and packing each parcel cost, on the day on which it left. */
export const pickingAndPacking = () =>
  withOrders().select(['d.shipped_on as happened_on', 'd.pick_pack_amount as amount'])

/**
 * Parcels whose fate is settled, on the day on which it was: delivered, back with the sender, reported lost,
 * or given up after the days of settings.matured.delivery.
 */
export const settledParcels = ({ timeZone, matured }: Settings) =>
  parcels()
    .where('d.state', 'in', ['delivered', 'returned_to_sender', 'lost'])
    .select((r) => {
      const backAt = onlyIf(r('d.state', '=', 'returned_to_sender'), r.ref('d.returned_to_sender_at'))
      const deliveredAt = onlyIf(r('d.state', '=', 'delivered'), r.ref('d.delivered_at'))
      const givenUpAt = plusDays(r.ref('d.shipped_at'), matured.delivery)
      return calendarDay(
        firstKnown(firstKnown(backAt, deliveredAt), smallerOf(r.ref('d.lost_at'), givenUpAt)),
        timeZone,
      ).as('happened_on')
    })

/** Parcels that a carrier tried to deliver, on the day of the first attempt. */
export const attemptedParcels = ({ timeZone }: Settings) =>
  parcels()
    .where('d.attempts', '>', 0)
    .select((r) => calendarDay(r.ref('d.first_attempted_at'), timeZone).as('happened_on'))

/** Parcels that arrived, on the day of the first delivered scan. */
export const deliveredParcels = ({ timeZone }: Settings) =>
  parcels()
    .where('d.delivered_at', 'is not', null)
    .select((r) => calendarDay(r.ref('d.delivered_at'), timeZone).as('happened_on'))

/**
 * Parcels with a promise that have arrived or are overdue, on the day on which it was known whether the
 * promise was kept: that of the delivery, or of the promise where it passed before.
 */
export const promisedParcels = ({ timeZone }: Settings) =>
  parcels()
    .where((r) =>
      r.or([
        r('d.is_late', '=', true),
        r.and([r('d.is_late', '=', false), r('d.delivered_at', 'is not', null)]),
      ]),
    )
    .select((r) =>
      calendarDay(smallerOf(r.ref('d.delivered_at'), r.ref('d.promised_at')), timeZone).as('happened_on'),
    )

/** Parcels that arrived, reships apart, by the days from their promise to the day of the delivered scan. */
export const daysAfterPromise = ({ timeZone }: Settings) =>
  withOrders()
    .where('d.is_reship', '=', false)
    .where('d.promised_at', 'is not', null)
    .where('d.delivered_at', 'is not', null)
    .select((r) => {
      const deliveredOn = calendarDay(r.ref('d.delivered_at'), timeZone)
      return [
        deliveredOn.as('happened_on'),
        toMoney(daysBetween(calendarDay(r.ref('d.promised_at'), timeZone), deliveredOn)).as('amount'),
      ]
    })

/** Those that came at most one day before or after it. */
export const parcelsNearPromise = (settings: Settings) =>
  tables()
    .selectFrom(daysAfterPromise(settings).as('p'))
    .selectAll('p')
    .where((r) => r.between('p.amount', toMoney('-1'), toMoney('1')))
