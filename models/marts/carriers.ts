import { integer, money, text } from '../../warehouse/columns.ts'
import { countIf, isTrue, orElse, sumMoney, toMoney } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { notReceivedParcels } from './claims/not_received.ts'
import { deliveries } from './deliveries.ts'

const read = tables(deliveries)

export const carriers = model({
  name: 'marts.carriers',
  about: 'How each carrier does, over all parcels that it got, reships too.',
  owner: 'operations',
  grain: ['carrier'],
  load: rebuilt(),
  published: true,
  columns: {
    carrier: text('The carrier.').required(),
    parcels: integer(
      'Matured parcels: those it got at least the days of settings.matured.delivery ago.',
    ).required(),
    delivered: integer('Matured parcels that arrived.').required(),
    lost: integer('Matured parcels that neither arrived nor came back.').required(),
    promised: integer('Parcels with a promise that have arrived or are overdue.').required(),
    on_time: integer('Those that arrived by the promise.').required(),
    late: integer('Those that did not.').required(),
    late_by_warehouse: integer('Late parcels that the warehouse answers for.').required(),
    late_by_carrier: integer('Late parcels that the carrier answers for.').required(),
    late_by_address: integer('Late parcels that the address or the customer answers for.').required(),
    attempted: integer('Parcels that it tried to deliver at least once.').required(),
    first_attempt_delivered: integer('Those handed over at the first attempt.').required(),
    claims_not_received: integer('Parcels that a customer claims not to have received.').required(),
    freight_amount: money('Freight of all its parcels, in the reporting currency.').required(),
  },
  query: () =>
    read
      .selectFrom('marts.deliveries as d')
      .leftJoin(notReceivedParcels().as('k'), 'k.shipment_id', 'd.shipment_id')
      .where('d.shipped_at', 'is not', null)
      .groupBy('d.carrier')
      .select((r) => {
        const isMatured = isTrue(r.ref('d.is_matured'))
        const isDelivered = r('d.delivered_at', 'is not', null)
        const isLate = isTrue(r.ref('d.is_late'))
        const isOnTime = r.and([isDelivered, r('d.is_late', '=', false)])
        return [
          'd.carrier',
          countIf(isMatured).as('parcels'),
          countIf(r.and([isMatured, r('d.state', '=', 'delivered')])).as('delivered'),
          countIf(r.and([isMatured, r.ref('d.is_lost')])).as('lost'),
          countIf(r.or([isLate, isOnTime])).as('promised'),
          countIf(isOnTime).as('on_time'),
          countIf(isLate).as('late'),
          countIf(r('d.late_cause', '=', 'warehouse')).as('late_by_warehouse'),
          countIf(r('d.late_cause', '=', 'carrier')).as('late_by_carrier'),
          countIf(r('d.late_cause', '=', 'address')).as('late_by_address'),
          countIf(r('d.attempts', '>', 0)).as('attempted'),
          countIf(r.ref('d.is_delivered_first_attempt')).as('first_attempt_delivered'),
          countIf(r('k.shipment_id', 'is not', null)).as('claims_not_received'),
          orElse(sumMoney(r.ref('d.freight_amount')), toMoney('0')).as('freight_amount'),
        ]
      }),
})
