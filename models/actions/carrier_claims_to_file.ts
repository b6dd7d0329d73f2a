import { choice, day, integer, money, text } from '../../warehouse/columns.ts'
import { asOf, calendarDay, daysBetween, word } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { carrierClaims } from '../marts/carrier_claims.ts'
import { claimable, lossTypes } from '../marts/deliveries/claimable.ts'
import { model } from '../model.ts'
import { actionId, actionIdColumn } from './work.ts'

export const carrierClaimsToFile = model({
  name: 'actions.carrier_claims_to_file',
  about:
    'Parcels lost or damaged by a carrier that still takes a claim for them, and of which none was filed: file it.',
  owner: 'finance',
  grain: ['shipment_id'],
  load: rebuilt(),
  published: true,
  columns: {
    action_id: actionIdColumn,
    to_do: choice(['file a claim'], 'What to do with the carrier.').required(),
    why: choice(
      ['lost', 'damaged'],
      'What to hold the carrier to: lost, where the parcel neither arrived nor came back; else damaged.',
    ).required(),
    value: money(
      'What to claim, in the reporting currency: what the goods in it cost, as far as known, and its freight.',
    ).required(),
    due_on: day(
      'The last day to file: the business day on which settings.carrierClaimDays since handover end.',
    ).required(),
    shipment_id: text('The parcel.').required(),
    order_id: text('The order it carries goods of.').required(),
    carrier: text('The carrier to claim from.').required(),
    tracking_number: text('The carrier’s number for it.').required(),
    days_left: integer('Days until then, 0 on the last day.').required(),
  },
  query: (settings) =>
    tables(carrierClaims)
      .selectFrom(claimable(settings).as('d'))
      .where((r) => r('d.due_on', '>=', calendarDay(asOf(), settings.timeZone)))
      .where((r) =>
        r.not(
          r.exists(
            r
              .selectFrom('marts.carrier_claims as c')
              .select('c.carrier_claim_id')
              .whereRef('c.shipment_id', '=', 'd.shipment_id')
              .where('c.type', 'in', lossTypes)
              .where('c.filed_at', '<=', asOf()),
          ),
        ),
      )
      .select(['d.shipment_id', 'd.order_id', 'd.carrier', 'd.tracking_number'])
      .select(['d.type as why', 'd.value', 'd.due_on'])
      .select((r) => [
        actionId('carrier_claims_to_file', r.ref('d.shipment_id')).as('action_id'),
        word<'file a claim'>('file a claim').as('to_do'),
        daysBetween(calendarDay(asOf(), settings.timeZone), r.ref('d.due_on')).as('days_left'),
      ]),
})
