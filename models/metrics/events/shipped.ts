import { calendarDay, orElse, toMoney } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { deliveries } from '../../marts/deliveries.ts'
import { orderLines } from '../../marts/order_lines.ts'
import { orders } from '../../marts/orders.ts'
import type { Settings } from '../../settings.ts'
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

const lines = (settings: Settings) =>
  tables(orderLines)
    .selectFrom(shippedOrders(settings).as('s'))
    .innerJoin('marts.order_lines as l', 'l.order_id', 's.order_id')
    .select(['s.happened_on', 's.ordered_on', 's.region', 's.channel', 'l.category'])

/** The lines of those orders, each by its net value. */
export const shippedLines = (settings: Settings) => lines(settings).select('l.net_amount as amount')

/** The same lines, each by its pieces. */
export const shippedPieces = (settings: Settings) =>
  lines(settings).select((r) => toMoney(r.ref('l.quantity')).as('amount'))

/** The same lines, counted. */
export const shippedLineCount = (settings: Settings) => lines(settings).select(one().as('amount'))
