import { boolean, choice, day, instant, text } from '../../warehouse/columns.ts'
import {
  anyTrue,
  asOf,
  calendarDay,
  everyTrue,
  isTrue,
  onlyIf,
  orElse,
  smallerOf,
  sumInteger,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import { claims } from '../staging/claims.ts'
import { returnLines } from '../staging/return_lines.ts'
import { returns } from '../staging/returns.ts'
import { shipmentLines } from '../staging/shipment_lines.ts'
import { deliveries } from './deliveries.ts'
import { orderLines } from './order_lines.ts'
import { orders } from './orders.ts'

const read = tables(claims, deliveries, orderLines, orders, returnLines, returns, shipmentLines)

/** Pieces of each order line in parcels that arrived, reships apart. */
const arrived = () =>
  read
    .selectFrom('staging.shipment_lines as c')
    .innerJoin('marts.deliveries as d', 'd.shipment_id', 'c.shipment_id')
    .where('d.is_reship', '=', false)
    .where('d.delivered_at', 'is not', null)
    .groupBy(['c.order_id', 'c.line_number'])
    .select((r) => ['c.order_id', 'c.line_number', sumInteger(r.ref('c.quantity')).as('pieces')])

/** Whether all pieces of all lines arrived; only for orders of which it is recorded what each parcel holds. */
const fullness = () =>
  read
    .selectFrom('marts.order_lines as l')
    .innerJoin(
      read.selectFrom('staging.shipment_lines').select('order_id').distinct().as('packed'),
      'packed.order_id',
      'l.order_id',
    )
    .leftJoin(arrived().as('a'), (join) =>
      join.onRef('a.order_id', '=', 'l.order_id').onRef('a.line_number', '=', 'l.line_number'),
    )
    .groupBy('l.order_id')
    .select((r) => [
      'l.order_id',
      everyTrue(r(orElse(r.ref('a.pieces'), 0), '>=', r.ref('l.quantity'))).as('is_in_full'),
    ])

const harm = () =>
  read
    .selectFrom('marts.deliveries as d')
    .groupBy('d.order_id')
    .select((r) => [
      'd.order_id',
      anyTrue(r.ref('d.is_damaged')).as('is_damaged'),
      anyTrue(r.ref('d.is_returned_to_sender')).as('is_returned_to_sender'),
    ])

const claimed = () => read.selectFrom('staging.claims as k').groupBy('k.order_id').select('k.order_id')

/** What a customer gives as the reason of a return when the shop or its carrier got something wrong. */
const ourFaults = ['damaged', 'defective', 'not_as_described', 'wrong_item', 'late'] as const

const sentBack = () =>
  read
    .selectFrom('staging.returns as b')
    .leftJoin('staging.return_lines as l', 'l.return_id', 'b.return_id')
    .groupBy('b.order_id')
    .select((r) => ['b.order_id', anyTrue(r('l.reason', 'in', ourFaults)).as('is_our_fault')])

/** Each order that was not called off unsent, with what is known of its parcels, claims and returns. */
const judged = () =>
  read
    .selectFrom('marts.orders as o')
    .leftJoin(fullness().as('f'), 'f.order_id', 'o.order_id')
    .leftJoin(harm().as('d'), 'd.order_id', 'o.order_id')
    .leftJoin(claimed().as('k'), 'k.order_id', 'o.order_id')
    .leftJoin(sentBack().as('b'), 'b.order_id', 'o.order_id')
    .where((r) => r.or([r('o.cancelled_at', 'is', null), r.ref('o.is_shipped')]))
    .select([
      'o.order_id',
      'o.customer_id',
      'o.ordered_on',
      'o.ship_region as region',
      'o.channel',
      'o.promised_at',
    ])
    .select((r) => {
      const inFullAt = onlyIf(orElse(r.ref('f.is_in_full'), true), r.ref('o.last_delivered_at'))
      return [
        inFullAt.as('in_full_at'),
        isTrue(r(inFullAt, '<=', r.ref('o.promised_at'))).as('is_on_time'),
        isTrue(r.ref('d.is_damaged')).as('is_damaged'),
        isTrue(r.ref('d.is_returned_to_sender')).as('is_returned_to_sender'),
        isTrue(r('k.order_id', 'is not', null)).as('is_claimed'),
        isTrue(r('b.order_id', 'is not', null)).as('is_sent_back'),
        isTrue(r.ref('b.is_our_fault')).as('is_our_fault'),
      ]
    })

export const orderOutcomes = model({
  name: 'marts.order_outcomes',
  about: 'What each order that was not called off went through, from the promise to a claim or return.',
  owner: 'operations',
  grain: ['order_id'],
  load: byKey(['order_id'], {
    links: [
      { parent: 'marts.deliveries', by: 'staging.shipment_lines', on: { shipment_id: 'shipment_id' } },
      { parent: 'staging.return_lines', by: 'staging.returns', on: { return_id: 'return_id' } },
    ],
    ages: (r) => r('due_on', 'is', null),
  }),
  columns: {
    order_id: text('The order.').required(),
    customer_id: text('The customer account that placed it.').required(),
    ordered_on: day('The business day on which it was placed.').required(),
    region: text('State, province or region delivered to.'),
    channel: text('Where it was placed.').required(),
    promised_at: instant('The first delivery date shown to the customer.'),
    in_full_at: instant(
      'When the last of all its pieces arrived, reships apart; missing while any is not there. Where it is not recorded what its parcels hold, when the last parcel arrived.',
    ),
    due_on: day(
      'The business day on which it was known whether the promise was kept: that of the arrival in full, or of the promise where it passed before. Missing before, and without a promise.',
    ),
    is_on_time_in_full: boolean('Whether all of it arrived by its promise; missing until known.'),
    is_perfect: boolean(
      'Whether all of it arrived by its promise, undamaged, did not end with the sender, and brought neither a claim nor a return for the shop’s fault (damaged, defective, not as described, wrong item, late), as far as known by the run; missing until is_on_time_in_full is known.',
    ),
    went_through: choice(
      ['claim', 'return', 'late', 'on_time', 'none'],
      'The first that holds: a claim was made; a return was asked for; all of it did not arrive by its promise; it did; none of these.',
    ).required(),
  },
  query: ({ timeZone }) =>
    read.selectFrom(judged().as('o')).select((r) => {
      const isKnown = r.or([r.ref('o.is_on_time'), r('o.promised_at', '<=', asOf())])
      const isLate = r.and([isKnown, r.not(r.ref('o.is_on_time'))])
      const isUntroubled = r.and([
        r.not(r.ref('o.is_claimed')),
        r.not(r.ref('o.is_damaged')),
        r.not(r.ref('o.is_returned_to_sender')),
        r.not(r.ref('o.is_our_fault')),
      ])
      return [
        'o.order_id',
        'o.customer_id',
        'o.ordered_on',
        'o.region',
        'o.channel',
        'o.promised_at',
        'o.in_full_at',
        calendarDay(onlyIf(isKnown, smallerOf(r.ref('o.in_full_at'), r.ref('o.promised_at'))), timeZone).as(
          'due_on',
        ),
        onlyIf(isKnown, r.ref('o.is_on_time')).as('is_on_time_in_full'),
        onlyIf(isKnown, isTrue(r.and([r.ref('o.is_on_time'), isUntroubled]))).as('is_perfect'),
        r
          .case()
          .when(r.ref('o.is_claimed'))
          .then('claim' as const)
          .when(r.ref('o.is_sent_back'))
          .then('return' as const)
          .when(isLate)
          .then('late' as const)
          .when(r.ref('o.is_on_time'))
          .then('on_time' as const)
          .else('none' as const)
          .end()
          .as('went_through'),
      ]
    }),
})
