import { boolean, choice, day, instant, integer, money, text } from '../../warehouse/columns.ts'
import {
  calendarDay,
  convertMoney,
  countIf,
  countRows,
  everyTrue,
  isTrue,
  maximum,
  minimum,
  onlyIf,
  orElse,
  over,
  partOfText,
  roundToCents,
  rowNumber,
  subtractMoney,
  sumInteger,
  sumMoney,
  toMoney,
  toText,
  truth,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { warn } from '../checks.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import { orders as placed } from '../staging/orders.ts'
import { deliveries } from './deliveries.ts'
import { exchangeRates, rateDay } from './exchange_rates.ts'
import { orderLines } from './order_lines.ts'

const read = tables(placed, deliveries, exchangeRates, orderLines)

const goods = () =>
  read
    .selectFrom('marts.order_lines as l')
    .select((r) => [
      'l.order_id',
      countRows().as('lines'),
      sumInteger(r.ref('l.quantity')).as('units'),
      sumMoney(r.ref('l.net_amount')).as('lines_amount'),
      sumMoney(r.ref('l.cost_amount')).as('cost_amount'),
    ])
    .groupBy('l.order_id')

/** An order's parcels; times and counts leave reships apart, costs do not. */
const parcels = () =>
  read
    .selectFrom('marts.deliveries as d')
    .select((r) => {
      const isFirst = r.not(r.ref('d.is_reship'))
      const isSent = r.and([isFirst, r('d.shipped_at', 'is not', null)])
      return [
        'd.order_id',
        countIf(isFirst).as('parcels'),
        countIf(isSent).as('shipped_parcels'),
        minimum(onlyIf(isFirst, r.ref('d.shipped_at'))).as('first_shipped_at'),
        onlyIf(
          everyTrue(onlyIf(isSent, truth(r('d.delivered_at', 'is not', null)))),
          maximum(onlyIf(isFirst, r.ref('d.delivered_at'))),
        ).as('last_delivered_at'),
        sumMoney(r.ref('d.freight_amount')).as('freight_amount'),
        sumMoney(r.ref('d.pick_pack_amount')).as('pick_pack_amount'),
      ]
    })
    .groupBy('d.order_id')

export const orders = model({
  name: 'marts.orders',
  about: 'Each order with its money, its goods, its parcels and its place among the customer’s orders.',
  owner: 'finance',
  grain: ['order_id'],
  load: byKey(['customer_id'], { lookups: ['marts.exchange_rates'] }),
  columns: {
    order_id: text('The order.').required(),
    customer_id: text('The customer account that placed it.').required(),
    customer_order_number: integer(
      '1 for the account’s first order, counted by time, then by order_id.',
    ).required(),
    next_ordered_on: day('The business day of the account’s next order; missing while there is none.'),
    ordered_at: instant('When it was placed.').required(),
    ordered_on: day('The business day on which it was placed.').required(),
    channel: choice(['web', 'app', 'store', 'marketplace', 'phone'], 'Where it was placed.').required(),
    currency: text('The currency it was placed in, ISO 4217; the amounts here are converted.').required(),
    items_amount: money('Goods after discount, before tax, in the reporting currency.').required(),
    discount_amount: money(
      'Discount on the goods, in the reporting currency; 0 where not stated.',
    ).required(),
    shipping_charged_amount: money(
      'Shipping charged, in the reporting currency; 0 where not stated.',
    ).required(),
    tax_amount: money('Tax charged, in the reporting currency; 0 where not stated.').required(),
    total_amount: money(
      'What the customer was charged, with tax and shipping, in the reporting currency.',
    ).required(),
    payment_fee_amount: money(
      'What the payment cost the shop, in the reporting currency; 0 where not stated.',
    ).required(),
    payment_method: text('How it was paid.'),
    ship_region: text('State, province or region delivered to.'),
    ship_postal_area: text('First three characters of the postal code delivered to.'),
    ship_country: text('Country delivered to, ISO 3166-1 alpha-2.'),
    dwelling: text('The kind of place delivered to.'),
    promised_at: instant('The first delivery date shown to the customer.'),
    cancelled_at: instant('When it was cancelled.'),
    lines: integer('Its lines; 0 until they arrive.').required(),
    units: integer('Pieces ordered.').required(),
    lines_amount: money('Σ net_amount of its lines, in the reporting currency.').required(),
    cost_amount: money(
      'What its goods cost the shop, in the reporting currency; missing where no line’s cost is known.',
    ),
    parcels: integer('Its parcels, reships apart.').required(),
    shipped_parcels: integer('Those that the carrier got.').required(),
    is_shipped: boolean('Whether a parcel of it, reships apart, went to a carrier.').required(),
    first_shipped_at: instant('When the carrier got its first parcel.'),
    last_delivered_at: instant(
      'When its last parcel arrived; missing unless every parcel sent, reships apart, has arrived.',
    ),
    freight_amount: money('Freight of all its parcels, reships too, in the reporting currency.').required(),
    pick_pack_amount: money(
      'Picking and packing of all its parcels, reships too, in the reporting currency.',
    ).required(),
  },
  checks: [
    warn('an order’s lines add up to its items amount', (self) =>
      tables(self)
        .selectFrom('marts.orders as o')
        .select((r) => toText(r.ref('o.order_id')).as('example'))
        .where('o.lines', '>', 0)
        .where((r) =>
          r(
            roundToCents(subtractMoney(toMoney(r.ref('o.lines_amount')), toMoney(r.ref('o.items_amount')))),
            '<>',
            toMoney('0'),
          ),
        ),
    ),
  ],
  query: ({ timeZone }) =>
    read
      .selectFrom('staging.orders as o')
      .leftJoin('marts.exchange_rates as fx', (join) =>
        join
          .onRef('fx.currency', '=', 'o.currency')
          .on((r) => r('fx.day', '=', rateDay(r.ref('o.ordered_at')))),
      )
      .leftJoin(goods().as('g'), 'g.order_id', 'o.order_id')
      .leftJoin(parcels().as('p'), 'p.order_id', 'o.order_id')
      .select([
        'o.order_id',
        'o.customer_id',
        'o.ordered_at',
        'o.channel',
        'o.payment_method',
        'o.ship_region',
        'o.ship_country',
        'o.dwelling',
        'o.promised_at',
        'o.cancelled_at',
        'g.cost_amount',
        'p.first_shipped_at',
        'p.last_delivered_at',
      ])
      .select((r) => {
        const rate = r.ref('fx.rate').$notNull()
        const none = toMoney('0')
        const orderedOn = calendarDay(r.ref('o.ordered_at'), timeZone)
        return [
          over(rowNumber(), {
            by: [r.ref('o.customer_id')],
            along: [
              [r.ref('o.ordered_at'), 'asc'],
              [r.ref('o.order_id'), 'asc'],
            ],
          }).as('customer_order_number'),
          // Of the orders after it, which stand before it when time runs backwards, the first.
          over(minimum(orderedOn), {
            by: [r.ref('o.customer_id')],
            along: [
              [r.ref('o.ordered_at'), 'desc'],
              [r.ref('o.order_id'), 'desc'],
            ],
            before: true,
          }).as('next_ordered_on'),
          orderedOn.as('ordered_on'),
          r.ref('o.currency').$notNull().as('currency'),
          convertMoney(r.ref('o.items_amount'), rate).as('items_amount'),
          convertMoney(orElse(r.ref('o.discount_amount'), none), rate).as('discount_amount'),
          convertMoney(orElse(r.ref('o.shipping_charged_amount'), none), rate).as('shipping_charged_amount'),
          convertMoney(orElse(r.ref('o.tax_amount'), none), rate).as('tax_amount'),
          convertMoney(r.ref('o.total_amount'), rate).as('total_amount'),
          convertMoney(orElse(r.ref('o.payment_fee_amount'), none), rate).as('payment_fee_amount'),
          partOfText(r.ref('o.ship_postal_code'), 1, 3).as('ship_postal_area'),
          orElse(r.ref('g.lines'), 0).as('lines'),
          orElse(r.ref('g.units'), 0).as('units'),
          orElse(r.ref('g.lines_amount'), none).as('lines_amount'),
          orElse(r.ref('p.parcels'), 0).as('parcels'),
          orElse(r.ref('p.shipped_parcels'), 0).as('shipped_parcels'),
          isTrue(r('p.shipped_parcels', '>', 0)).as('is_shipped'),
          orElse(r.ref('p.freight_amount'), none).as('freight_amount'),
          orElse(r.ref('p.pick_pack_amount'), none).as('pick_pack_amount'),
        ]
      }),
})
