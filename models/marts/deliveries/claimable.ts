import {
  addMoney,
  calendarDay,
  multiplyMoney,
  orElse,
  plusDays,
  sumMoney,
  toMoney,
} from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import type { Settings } from '../../settings.ts'
import { shipmentLines } from '../../staging/shipment_lines.ts'
import { deliveries } from '../deliveries.ts'
import { orderLines } from '../order_lines.ts'

const read = tables(deliveries, orderLines, shipmentLines)

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

/**
 * Parcels that the carrier lost or damaged, claimed or not: what to claim for each, the cost of its goods as far
 * as known and its freight, and the last business day on which the carrier takes a claim.
 */
export const claimable = ({ carrierClaimDays, timeZone }: Settings) =>
  read
    .selectFrom('marts.deliveries as d')
    .leftJoin(goods().as('g'), 'g.shipment_id', 'd.shipment_id')
    .where((r) => r.or([r('d.is_lost', '=', true), r('d.is_damaged', '=', true)]))
    // A parcel that no carrier got is none that a carrier lost.
    .where('d.shipped_at', 'is not', null)
    .select(['d.shipment_id', 'd.order_id', 'd.carrier', 'd.tracking_number'])
    .select((r) => [
      r.ref('d.shipped_on').$notNull().as('shipped_on'),
      calendarDay(plusDays(r.ref('d.shipped_at').$notNull(), carrierClaimDays), timeZone).as('due_on'),
      addMoney(orElse(r.ref('g.cost_amount'), toMoney('0')), r.ref('d.freight_amount')).as('value'),
      r
        .case()
        .when(r.ref('d.is_lost'))
        .then('lost' as const)
        .else('damaged' as const)
        .end()
        .as('type'),
    ])

/** Kinds of claim that a parcel lost or damaged is to be filed for: one for lateness is another matter. */
export const lossTypes = ['lost', 'damaged'] as const
