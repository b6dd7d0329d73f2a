import { choice, day, instant, integer, money, text } from '../../warehouse/columns.ts'
import {
  calendarDay,
  countRows,
  firstKnown,
  maximum,
  minimum,
  onlyIf,
  orElse,
  sumInteger,
  sumMoney,
  toMoney,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import { orders } from '../staging/orders.ts'
import { returns as requested } from '../staging/returns.ts'
import { payouts } from './payouts.ts'
import { returnLines } from './return_lines.ts'
import { trackedParcels } from './tracked_parcels.ts'

const read = tables(orders, payouts, requested, returnLines, trackedParcels)

const goods = () =>
  read
    .selectFrom('marts.return_lines as l')
    .groupBy('l.return_id')
    .select((r) => [
      'l.return_id',
      minimum(r.ref('l.customer_id')).as('customer_id'),
      countRows().as('lines'),
      sumInteger(r.ref('l.quantity')).as('units'),
      sumMoney(r.ref('l.returned_amount')).as('returned_amount'),
      sumMoney(r.ref('l.processing_amount')).as('processing_amount'),
      sumMoney(r.ref('l.recovered_amount')).as('recovered_amount'),
      minimum(r.ref('l.received_at')).as('first_received_at'),
      maximum(r.ref('l.inspected_at')).as('inspected_at'),
      maximum(r.ref('l.sellable_at')).as('sellable_at'),
    ])

const refunds = () =>
  read
    .selectFrom('marts.payouts as p')
    .where('p.return_id', 'is not', null)
    .where('p.kind', 'in', ['refund', 'credit'])
    .groupBy('p.return_id')
    .select((r) => [
      'p.return_id',
      minimum(r.ref('p.paid_at')).as('refunded_at'),
      sumMoney(r.ref('p.amount')).as('refunded_amount'),
    ])

export const returns = model({
  name: 'marts.returns',
  about: 'Each return from the request to the shelf, with its value, its cost and what was refunded.',
  owner: 'finance',
  grain: ['return_id'],
  load: byKey(['return_id'], {
    links: [
      { parent: 'staging.orders', by: 'staging.returns', on: { order_id: 'order_id' } },
      {
        parent: 'marts.tracked_parcels',
        by: 'staging.returns',
        on: { carrier: 'carrier', tracking_number: 'tracking_number' },
      },
    ],
  }),
  columns: {
    return_id: text('The return.').required(),
    order_id: text('The order that the return names.').required(),
    customer_id: text('The customer account; missing until the order has arrived.'),
    requested_at: instant('When the customer asked for it.').required(),
    requested_on: day('The business day of that.').required(),
    approved_at: instant('When the shop agreed to it.'),
    method: choice(['mail', 'store', 'pickup', 'locker'], 'How the goods come back.').required(),
    channel: text('Where the customer asked for it.'),
    carrier: text('The carrier that brings the goods back.'),
    tracking_number: text('The carrier’s number for the returning parcel.'),
    first_scanned_at: instant('The carrier’s first scan of the returning parcel.'),
    delivered_back_at: instant('The carrier’s first delivered scan of the returning parcel.'),
    destination_facility: text('Where the goods are to arrive.'),
    delivered_facility: text('Where the delivered scan was made; missing while there is none.'),
    first_received_at: instant('When the first of the goods arrived, by the shop’s own record.'),
    inspected_at: instant('When the last of the goods was inspected.'),
    refunded_at: instant('When the first refund or credit that names it was paid.'),
    sellable_at: instant('When the last of the goods was on sale again.'),
    lines: integer('Its lines; 0 until they arrive.').required(),
    units: integer('Pieces that the customer said would come back.').required(),
    returned_amount: money(
      'Net value of what is returned, as far as its sales are known, in the reporting currency.',
    ).required(),
    label_amount: money(
      'What the return label cost, which is sent in the reporting currency; 0 where not stated.',
    ).required(),
    processing_amount: money(
      'What receiving, inspecting, refurbishing and selling again cost, in the reporting currency.',
    ).required(),
    recovered_amount: money('What stock or sale brought back, in the reporting currency.').required(),
    refunded_amount: money('Refunds and credits that name it, in the reporting currency.').required(),
  },
  query: ({ timeZone }) =>
    read
      .selectFrom('staging.returns as r')
      .leftJoin(goods().as('g'), 'g.return_id', 'r.return_id')
      .leftJoin(refunds().as('p'), 'p.return_id', 'r.return_id')
      .leftJoin('staging.orders as o', 'o.order_id', 'r.order_id')
      .leftJoin('marts.tracked_parcels as t', (join) =>
        join.onRef('t.carrier', '=', 'r.carrier').onRef('t.tracking_number', '=', 'r.tracking_number'),
      )
      .select([
        'r.return_id',
        'r.order_id',
        'r.requested_at',
        'r.approved_at',
        'r.method',
        'r.channel',
        'r.carrier',
        'r.tracking_number',
        't.first_scanned_at',
        't.delivered_at as delivered_back_at',
        'r.destination_facility',
        'g.first_received_at',
        'g.inspected_at',
        'p.refunded_at',
        'g.sellable_at',
      ])
      .select((r) => {
        const none = toMoney('0')
        return [
          firstKnown(r.ref('o.customer_id'), r.ref('g.customer_id')).as('customer_id'),
          calendarDay(r.ref('r.requested_at'), timeZone).as('requested_on'),
          onlyIf(r('t.delivered_at', 'is not', null), r.ref('t.facility')).as('delivered_facility'),
          orElse(r.ref('g.lines'), 0).as('lines'),
          orElse(r.ref('g.units'), 0).as('units'),
          orElse(r.ref('g.returned_amount'), none).as('returned_amount'),
          orElse(r.ref('r.label_amount'), none).as('label_amount'),
          orElse(r.ref('g.processing_amount'), none).as('processing_amount'),
          orElse(r.ref('g.recovered_amount'), none).as('recovered_amount'),
          orElse(r.ref('p.refunded_amount'), none).as('refunded_amount'),
        ]
      }),
})
