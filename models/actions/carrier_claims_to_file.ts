import { choice, day, integer, money, text } from '../../warehouse/columns.ts'
import {
  addMoney,
  asOf,
  calendarDay,
  daysBetween,
  multiplyMoney,
  orElse,
  plusDays,
  sumMoney,
  toMoney,
  word,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { carrierClaims } from '../marts/carrier_claims.ts'
import { deliveries } from '../marts/deliveries.ts'
import { orderLines } from '../marts/order_lines.ts'
import { model } from '../model.ts'
import { shipmentLines } from '../staging/shipment_lines.ts'
import { actionId, actionIdColumn } from './work.ts'

const read = tables(carrierClaims, deliveries, orderLines, shipmentLines)

/** What the goods in each parcel cost the shop, as far as it is known. */
const goods = () =>
  read
    .selectFrom('staging.shipment_lines as c')
    .innerJoin('marts.order_lines as l', (join) =>
      join.onRef('l.order_id', '=', 'c.order_id').onRef('l.line_number', '=', 'c.line_number'),
    )
    .groupBy('c.shipment_id')
    .select((r) => [
      'c.shipment_id',
      sumMoney(multiplyMoney(r.ref('l.unit_cost_amount'), r.ref('c.quantity'))).as('cost_amount'),
    ])

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
  query: ({ carrierClaimDays, timeZone }) =>
    read
      .selectFrom('marts.deliveries as d')
      .leftJoin(goods().as('g'), 'g.shipment_id', 'd.shipment_id')
      .where((r) => r.or([r('d.is_lost', '=', true), r('d.is_damaged', '=', true)]))
      .where((r) =>
        r(
          calendarDay(plusDays(r.ref('d.shipped_at'), carrierClaimDays), timeZone),
          '>=',
          calendarDay(asOf(), timeZone),
        ),
      )
      .where((r) =>
        r.not(
          r.exists(
            r
              .selectFrom('marts.carrier_claims as c')
              .select('c.carrier_claim_id')
              .whereRef('c.shipment_id', '=', 'd.shipment_id')
              .where('c.type', 'in', ['lost', 'damaged'])
              .where('c.filed_at', '<=', asOf()),
          ),
        ),
      )
      .select(['d.shipment_id', 'd.order_id', 'd.carrier', 'd.tracking_number'])
      .select((r) => {
        const fileBy = calendarDay(plusDays(r.ref('d.shipped_at').$notNull(), carrierClaimDays), timeZone)
        return [
          actionId('carrier_claims_to_file', r.ref('d.shipment_id')).as('action_id'),
          word<'file a claim'>('file a claim').as('to_do'),
          r
            .case()
            .when(r.ref('d.is_lost'))
            .then('lost' as const)
            .else('damaged' as const)
            .end()
            .as('why'),
          addMoney(orElse(r.ref('g.cost_amount'), toMoney('0')), r.ref('d.freight_amount')).as('value'),
          fileBy.as('due_on'),
          daysBetween(calendarDay(asOf(), timeZone), fileBy).as('days_left'),
        ]
      }),
})
