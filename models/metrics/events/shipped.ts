import { type Expression, expressionBuilder } from 'kysely'
import {
  calendarDay,
  countDistinct,
  firstKnown,
  minimum,
  onlyIf,
  orElse,
  proRata,
  smallerOf,
  sumInteger,
  toMoney,
} from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { deliveries } from '../../marts/deliveries.ts'
import { orderLines } from '../../marts/order_lines.ts'
import { orders } from '../../marts/orders.ts'
import type { Settings } from '../../settings.ts'
import { shipmentLines } from '../../staging/shipment_lines.ts'
import { one } from '../metric.ts'

/**
 * Orders on the day on which their first parcel left. In a shop that records no parcels at all, an order that
 * was not cancelled counts as shipped on its own day.
 */
export const shippedOrders = ({ timeZone }: Settings) =>
  tables(deliveries, orders)
    .selectFrom('marts.orders as o')
    .where((r) =>
      r.or([
        r('o.is_shipped', '=', true),
        r.and([
          r('o.cancelled_at', 'is', null),
          r.not(r.exists(r.selectFrom('marts.deliveries as d').select('d.shipment_id'))),
        ]),
      ]),
    )
    .select(['o.order_id', 'o.ordered_on', 'o.ship_region as region', 'o.channel'])
    .select((r) => [
      orElse(calendarDay(r.ref('o.first_shipped_at'), timeZone), r.ref('o.ordered_on')).as('happened_on'),
      one().as('amount'),
    ])

const sql = expressionBuilder<Record<never, never>, never>()

/** The warehouse of some parcels; none where several sent them. */
const onlyWarehouse = (warehouse: Expression<string | null>) =>
  onlyIf(sql(countDistinct(warehouse), '=', 1), minimum(warehouse))

/** The warehouse of each order that a single one sent. */
const orderWarehouses = () =>
  tables(deliveries)
    .selectFrom('marts.deliveries as d')
    .where('d.is_reship', '=', false)
    .where('d.shipped_at', 'is not', null)
    .groupBy('d.order_id')
    .select((r) => ['d.order_id', onlyWarehouse(r.ref('d.warehouse_id')).as('warehouse')])

/** Pieces of each order line that carriers got, reships apart, and the business day on which the first of them left. */
const sentPieces = () =>
  tables(deliveries, shipmentLines)
    .selectFrom('staging.shipment_lines as c')
    .innerJoin('marts.deliveries as d', 'd.shipment_id', 'c.shipment_id')
    .where('d.is_reship', '=', false)
    .where('d.shipped_at', 'is not', null)
    .groupBy(['c.order_id', 'c.line_number'])
    .select((r) => [
      'c.order_id',
      'c.line_number',
      sumInteger(r.ref('c.quantity')).as('pieces'),
      minimum(r.ref('d.shipped_on')).as('shipped_on'),
      onlyWarehouse(r.ref('d.warehouse_id')).as('warehouse'),
    ])

/** The lines of those orders as far as they left; all of each where it is not recorded what the order's parcels hold. */
const sentLines = (settings: Settings) =>
  tables(orderLines, shipmentLines)
    .selectFrom(shippedOrders(settings).as('s'))
    .innerJoin('marts.order_lines as l', 'l.order_id', 's.order_id')
    .leftJoin(sentPieces().as('p'), (join) =>
      join.onRef('p.order_id', '=', 'l.order_id').onRef('p.line_number', '=', 'l.line_number'),
    )
    .leftJoin(
      tables(shipmentLines).selectFrom('staging.shipment_lines').select('order_id').distinct().as('packed'),
      'packed.order_id',
      'l.order_id',
    )
    .leftJoin(orderWarehouses().as('w'), 'w.order_id', 'l.order_id')
    .where((r) => r.or([r('packed.order_id', 'is', null), r('p.pieces', '>', 0)]))
    .select(['s.ordered_on', 's.region', 's.channel', 'l.category', 'l.net_amount', 'l.quantity'])
    .select((r) => [
      orElse(r.ref('p.shipped_on'), r.ref('s.happened_on')).as('happened_on'),
      smallerOf(orElse(r.ref('p.pieces'), r.ref('l.quantity')), r.ref('l.quantity')).as('pieces'),
      firstKnown(r.ref('p.warehouse'), r.ref('w.warehouse')).as('warehouse'),
    ])

const lines = (settings: Settings) =>
  tables()
    .selectFrom(sentLines(settings).as('l'))
    .select(['l.happened_on', 'l.ordered_on', 'l.region', 'l.channel', 'l.category', 'l.warehouse'])

/** Order lines that left, each by the net value of its pieces that did. */
export const shippedLines = (settings: Settings) =>
  lines(settings).select((r) =>
    proRata(r.ref('l.net_amount'), r.ref('l.pieces'), r.ref('l.quantity')).as('amount'),
  )

/** The same lines, each by those pieces. */
export const shippedPieces = (settings: Settings) =>
  lines(settings).select((r) => toMoney(r.ref('l.pieces')).as('amount'))

/** The same lines, counted. */
export const shippedLineCount = (settings: Settings) => lines(settings).select(one().as('amount'))
