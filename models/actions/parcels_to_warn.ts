import { choice, day, instant, money, number, text } from '../../warehouse/columns.ts'
import { asOf, calendarDay, hoursBetween, plusHours, rounded, word } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { atRisk } from '../marts/deliveries/at_risk.ts'
import { model } from '../model.ts'
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
    tables()
      .selectFrom(atRisk().as('p'))
      .where('p.told_at', 'is', null)
      .select(['p.shipment_id', 'p.order_id', 'p.carrier', 'p.tracking_number', 'p.promised_at'])
      .select(['p.flagged_at', 'p.why', 'p.value'])
      .select((r) => [
        actionId('parcels_to_warn', r.ref('p.shipment_id')).as('action_id'),
        word<'tell the customer'>('tell the customer').as('to_do'),
        calendarDay(plusHours(r.ref('p.flagged_at'), warnWithinHours), timeZone).as('due_on'),
        rounded(hoursBetween(r.ref('p.flagged_at'), asOf()), 1).as('hours_since'),
      ]),
})
