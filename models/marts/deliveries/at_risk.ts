import { asOf, over, rowNumber } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { notifications } from '../../staging/notifications.ts'
import { deliveries } from '../deliveries.ts'
import { orders } from '../orders.ts'

const read = tables(deliveries, notifications, orders)

/** Kinds of notification that tell of trouble with a parcel, or of what came after it. */
export const tellingKinds = ['delayed', 'out_for_delivery', 'pickup_ready', 'delivered'] as const

/** Parcels still on their way of which the carrier reported that something is wrong. */
const inTrouble = () =>
  read
    .selectFrom('marts.deliveries as d')
    .selectAll('d')
    .where((r) => r('d.first_exception_at', '<=', asOf()))
    .where('d.delivered_at', 'is', null)
    .where('d.is_returned_to_sender', '=', false)
    // Later than that everybody has noticed.
    .where('d.is_matured', '=', false)

/** What the customer was told since the carrier reported that something was wrong with a parcel, the first of it as 1. */
const told = () =>
  read
    .selectFrom(inTrouble().as('d'))
    .innerJoin('staging.notifications as n', 'n.order_id', 'd.order_id')
    .where((r) => r.or([r('n.shipment_id', 'is', null), r('n.shipment_id', '=', r.ref('d.shipment_id'))]))
    .where('n.kind', 'in', tellingKinds)
    .whereRef('n.sent_at', '>=', 'd.first_exception_at')
    .where((r) => r('n.sent_at', '<=', asOf()))
    .select(['d.shipment_id', 'n.sent_at', 'n.kind', 'n.channel'])
    .select((r) =>
      over(rowNumber(), {
        by: [r.ref('d.shipment_id')],
        along: [
          [r.ref('n.sent_at'), 'asc'],
          [r.ref('n.notification_id'), 'asc'],
        ],
      }).as('nth'),
    )

/**
 * Parcels in trouble: the worst that the carrier reported, since when,
 * what the goods of the order are worth, and what the customer was first told since, if anything.
 */
export const atRisk = () =>
  read
    .selectFrom(inTrouble().as('d'))
    .innerJoin('marts.orders as o', 'o.order_id', 'd.order_id')
    .leftJoin(told().as('t'), (join) => join.onRef('t.shipment_id', '=', 'd.shipment_id').on('t.nth', '=', 1))
    .select(['d.shipment_id', 'd.order_id', 'd.carrier', 'd.tracking_number', 'd.promised_at'])
    .select(['o.items_amount as value', 't.sent_at as told_at', 't.channel as notification_channel'])
    .select((r) => [
      r.ref('d.first_exception_at').$notNull().as('flagged_at'),
      r.ref('t.kind').$castTo<(typeof tellingKinds)[number] | null>().as('notification_kind'),
      r
        .case()
        .when(r('d.lost_at', 'is not', null))
        .then('lost' as const)
        .when(r.ref('d.is_damaged'))
        .then('damaged' as const)
        .else('held up' as const)
        .end()
        .as('why'),
    ])
