import {
  convertMoney,
  firstKnown,
  isTrue,
  metresBetween,
  onlyIf,
  orElse,
  partOfText,
  toMoney,
} from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { orders } from '../../staging/orders.ts'
import { shipments } from '../../staging/shipments.ts'
import { exchangeRates, shipmentRateDay } from '../exchange_rates.ts'
import { trackedParcels } from '../tracked_parcels.ts'

const read = tables(exchangeRates, orders, shipments, trackedParcels)

/** Each parcel with its order's promise and address, what the carrier reported, and its costs converted. */
export const parcels = () =>
  read
    .selectFrom('staging.shipments as s')
    .leftJoin('staging.orders as o', 'o.order_id', 's.order_id')
    .leftJoin('marts.tracked_parcels as t', (join) =>
      join.onRef('t.carrier', '=', 's.carrier').onRef('t.tracking_number', '=', 's.tracking_number'),
    )
    .leftJoin('marts.exchange_rates as fx', (join) =>
      join
        .onRef('fx.currency', '=', 's.currency')
        .on((r) =>
          r(
            'fx.day',
            '=',
            shipmentRateDay(r.ref('s.shipped_at'), r.ref('s.allocated_at'), r.ref('s.version_at')),
          ),
        ),
    )
    .select([
      's.shipment_id',
      's.order_id',
      'o.customer_id',
      's.warehouse_id',
      's.carrier',
      's.service',
      's.tracking_number',
      'o.ordered_at',
      'o.cancelled_at',
      's.allocated_at',
      's.picked_at',
      's.packed_at',
      's.declared_weight_grams',
      'o.ship_country',
      'o.ship_region',
      'o.dwelling',
      't.first_scanned_at',
      't.last_scanned_at',
      't.first_missed_at',
      't.missed_attempts',
      't.pickup_ready_at',
      't.delivered_at',
      't.facility',
      't.route',
      't.proof',
      't.first_exception_at',
      't.damaged_at',
      't.lost_at',
      't.returned_to_sender_at',
      't.address_trouble_at',
    ])
    .select((r) => {
      const isReship = isTrue(r.ref('s.is_reship'))
      const rate = r.ref('fx.rate').$notNull()
      const isCollected = r('t.pickup_ready_at', '<=', r.ref('t.delivered_at'))
      return [
        isReship.as('is_reship'),
        firstKnown(r.ref('s.shipped_at'), r.ref('t.first_scanned_at')).as('shipped_at'),
        firstKnown(onlyIf(r.not(isReship), r.ref('o.promised_at')), r.ref('s.promised_at')).as('promised_at'),
        r
          .case()
          .when(isReship)
          .then(r.ref('s.allocated_at'))
          .else(r.ref('o.ordered_at'))
          .end()
          .as('wanted_at'),
        isTrue(r.and([r('t.delivered_at', 'is not', null), r.not(isTrue(isCollected))])).as('is_handed_over'),
        metresBetween(
          r.ref('o.ship_latitude'),
          r.ref('o.ship_longitude'),
          r.ref('t.delivered_latitude'),
          r.ref('t.delivered_longitude'),
        ).as('delivered_metres_away'),
        partOfText(r.ref('o.ship_postal_code'), 1, 3).as('ship_postal_area'),
        convertMoney(orElse(r.ref('s.freight_amount'), toMoney('0')), rate).as('freight_amount'),
        convertMoney(orElse(r.ref('s.pick_pack_amount'), toMoney('0')), rate).as('pick_pack_amount'),
      ]
    })
