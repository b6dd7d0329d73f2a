import { choice, day, instant, money, number, text } from '../../warehouse/columns.ts'
import { asOf, calendarDay, hoursBetween, plusHours, rounded, word } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { deliveries } from '../marts/deliveries.ts'
import { orders } from '../marts/orders.ts'
import { model } from '../model.ts'
import { notifications } from '../staging/notifications.ts'
import { actionId, actionIdColumn } from './work.ts'

export const parcelsToWarn = model({
  name: 'actions.parcels_to_warn',
  about:
    'Parcels still on their way of which the carrier reported that something is wrong, and whose customer was told nothing since: tell them before they ask.',
  owner: 'operations',
  grain: ['shipment_id'],
  load: rebuilt(),
  published: true,
  columns: {
    action_id: actionIdColumn,
    to_do: choice(['tell the customer'], 'What to do.').required(),
    why: choice(
      ['lost', 'damaged', 'held up'],
      'The worst that the carrier reported; held up, where it named neither loss nor damage.',
    ).required(),
    value: money(
      'The goods of the order, after discount and before tax, in the reporting currency.',
    ).required(),
    due_on: day('The business day on which settings.warnWithinHours since flagged_at end.').required(),
    shipment_id: text('The parcel.').required(),
    order_id: text('The order it carries goods of.').required(),
    carrier: text('The carrier that delivers it.').required(),
    tracking_number: text('The carrier’s number for it.').required(),
    promised_at: instant('By when it was promised.'),
    flagged_at: instant('When the carrier first reported that something was wrong.').required(),
    hours_since: number('Hours since then.').required(),
  },
  query: ({ timeZone, warnWithinHours }) =>
    tables(deliveries, notifications, orders)
      .selectFrom('marts.deliveries as d')
      .innerJoin('marts.orders as o', 'o.order_id', 'd.order_id')
      .where((r) => r('d.first_exception_at', '<=', asOf()))
      .where('d.delivered_at', 'is', null)
      .where('d.is_returned_to_sender', '=', false)
      // Later than that everybody has noticed.
      .where('d.is_matured', '=', false)
      .where((r) =>
        r.not(
          r.exists(
            r
              .selectFrom('staging.notifications as n')
              .select('n.notification_id')
              .whereRef('n.order_id', '=', 'd.order_id')
              .where((n) =>
                n.or([n('n.shipment_id', 'is', null), n('n.shipment_id', '=', n.ref('d.shipment_id'))]),
              )
              .where('n.kind', 'in', ['delayed', 'out_for_delivery', 'pickup_ready', 'delivered'])
              .whereRef('n.sent_at', '>=', 'd.first_exception_at')
              .where((n) => n('n.sent_at', '<=', asOf())),
          ),
        ),
      )
      .select(['d.shipment_id', 'd.order_id', 'd.carrier', 'd.tracking_number', 'd.promised_at'])
      .select((r) => {
        const flaggedAt = r.ref('d.first_exception_at').$notNull()
        return [
          actionId('parcels_to_warn', r.ref('d.shipment_id')).as('action_id'),
          word<'tell the customer'>('tell the customer').as('to_do'),
          r
            .case()
            .when(r('d.lost_at', 'is not', null))
            .then('lost' as const)
            .when(r.ref('d.is_damaged'))
            .then('damaged' as const)
            .else('held up' as const)
            .end()
            .as('why'),
          r.ref('o.items_amount').as('value'),
          calendarDay(plusHours(flaggedAt, warnWithinHours), timeZone).as('due_on'),
          flaggedAt.as('flagged_at'),
          rounded(hoursBetween(flaggedAt, asOf()), 1).as('hours_since'),
        ]
      }),
})
