import { boolean, choice, day, instant, integer, money, number, text } from '../../warehouse/columns.ts'
import {
  asOf,
  asOfBefore,
  calendarDay,
  convertMoney,
  firstKnown,
  hoursBetween,
  multiply,
  onlyIf,
  orElse,
  proRata,
  ratio,
  rounded,
  smallerOf,
  toMoney,
  toNumber,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { warn } from '../checks.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import { creditMatches } from '../staging/credit_matches.ts'
import { orders } from '../staging/orders.ts'
import { returnLines as sent } from '../staging/return_lines.ts'
import { returns } from '../staging/returns.ts'
import { lineName } from './examples.ts'
import { exchangeRates, returnLineRateDay } from './exchange_rates.ts'
import { orderLines } from './order_lines.ts'
import { stockRule } from './stock.ts'

const read = tables(creditMatches, exchangeRates, orderLines, orders, sent, returns)

/** Each returned line with the sale it takes back: the order line it names, else the one its credit note matches. */
const sales = () =>
  read
    .selectFrom('staging.return_lines as l')
    .leftJoin('marts.order_lines as named', (join) =>
      join.onRef('named.order_id', '=', 'l.order_id').onRef('named.line_number', '=', 'l.line_number'),
    )
    .leftJoin('staging.credit_matches as m', (join) =>
      join.onRef('m.return_id', '=', 'l.return_id').onRef('m.return_line_number', '=', 'l.line_number'),
    )
    .selectAll('l')
    .select((r) => [
      firstKnown(r.ref('named.order_id'), r.ref('m.order_id')).as('sold_order_id'),
      firstKnown(r.ref('named.line_number'), r.ref('m.line_number')).as('sold_line_number'),
    ])

export const returnLines = model({
  name: 'marts.return_lines',
  about: 'What each return brings back of each order line, what it was found to be and what became of it.',
  owner: 'finance',
  grain: ['return_id', 'order_id', 'line_number'],
  load: byKey(['return_id'], {
    links: [
      { parent: 'marts.order_lines', by: 'staging.return_lines', on: { order_id: 'order_id' } },
      { parent: 'marts.order_lines', by: 'staging.credit_matches', on: { order_id: 'order_id' } },
      { parent: 'staging.orders', by: 'staging.return_lines', on: { order_id: 'order_id' } },
    ],
    lookups: ['marts.exchange_rates'],
    ages: (r) =>
      r.and([
        r('received_at', 'is not', null),
        r.or([r('wait_ended_at', 'is', null), r('wait_ended_at', '>', asOfBefore())]),
      ]),
  }),
  columns: {
    return_id: text('The return.').required(),
    order_id: text('The order that the return names.').required(),
    line_number: integer('The line that the return names.').required(),
    sold_order_id: text(
      'The order of the sale: the one named, or for a credit note that names none the one it most likely takes back; missing while not known.',
    ),
    sold_line_number: integer('The line of the sale.'),
    customer_id: text('The customer account of the sale.'),
    sku: text('The item sold.'),
    category: text('The category it is sold under.'),
    requested_at: instant('When the customer asked for the return; missing until the return has arrived.'),
    requested_on: day('The business day of that.'),
    quantity: integer('Pieces that the customer said would come back.').required(),
    returned_amount: money(
      'Net value of those pieces: their part of the sale’s net_amount to the cent, at most all of it, in the reporting currency. Missing while the sale is not known.',
    ),
    cost_amount: money('What those pieces cost the shop, in the reporting currency.'),
    reason: text('Why the customer returns them.'),
    received_at: instant('When the goods arrived.'),
    received_on: day('The business day of that.'),
    received_quantity: integer('Pieces that arrived.'),
    received_weight_grams: number('Weight of what arrived, in grams.'),
    expected_weight_grams: number('Weight of the pieces announced by the product’s weight, in grams.'),
    inspected_at: instant('When the goods were inspected.'),
    grade: choice(
      ['new', 'like_new', 'used', 'damaged', 'wrong_item', 'empty', 'parts_missing'],
      'What the inspection found.',
    ),
    serial_matches: boolean('Whether the serial number is that of the piece sold.'),
    tags_attached: boolean('Whether the tags were still on.'),
    disposition: choice(
      ['restock', 'refurbish', 'resell', 'liquidate', 'vendor', 'donate', 'recycle', 'destroy'],
      'What was decided to do with the goods.',
    ),
    disposed_at: instant('When that was done.'),
    sellable_at: instant('When the goods were on sale again.'),
    days_to_sellable: number('Days from arrival until the goods were on sale again.'),
    wait_ended_at: instant(
      'When the goods stopped waiting: on sale again; or disposed of, unless they are to be sold again. Missing while they wait.',
    ),
    decay_amount: money(
      'What the goods lost by waiting, to the cent, in the reporting currency: returned_amount × monthly depreciation of the category (settings.stock) × days from arrival to wait_ended_at, or to the run’s instant while they wait, ÷ 30. Missing until they have arrived, and while the sale is not known.',
    ),
    recovered_amount: money(
      'What stock or sale brought back, in the reporting currency; 0 where not stated.',
    ).required(),
    processing_amount: money(
      'What receiving, inspecting, refurbishing and selling again cost, in the reporting currency; 0 where not stated.',
    ).required(),
  },
  checks: [
    warn('no more comes back of a line than was sold', () =>
      tables(sent, orderLines)
        .selectFrom('staging.return_lines as l')
        .innerJoin('marts.order_lines as o', (join) =>
          join.onRef('o.order_id', '=', 'l.order_id').onRef('o.line_number', '=', 'l.line_number'),
        )
        .select((r) => lineName(r.ref('l.order_id'), r.ref('l.line_number')).as('example'))
        .whereRef('l.received_quantity', '>', 'o.quantity'),
    ),
  ],
  query: ({ stock, timeZone }) =>
    read
      .selectFrom(sales().as('l'))
      .leftJoin('marts.order_lines as s', (join) =>
        join.onRef('s.order_id', '=', 'l.sold_order_id').onRef('s.line_number', '=', 'l.sold_line_number'),
      )
      .leftJoin('staging.returns as r', 'r.return_id', 'l.return_id')
      .leftJoin('staging.orders as o', 'o.order_id', 'l.order_id')
      .leftJoin('marts.exchange_rates as fx', (join) =>
        join
          .onRef('fx.currency', '=', 'l.currency')
          .on((r) =>
            r(
              'fx.day',
              '=',
              returnLineRateDay(r.ref('l.received_at'), r.ref('r.requested_at'), r.ref('l.version_at')),
            ),
          ),
      )
      .select([
        'l.return_id',
        'l.order_id',
        'l.line_number',
        's.order_id as sold_order_id',
        's.line_number as sold_line_number',
        's.sku',
        's.category',
        'r.requested_at',
        'l.quantity',
        'l.reason',
        'l.received_at',
        'l.received_quantity',
        'l.received_weight_grams',
        'l.inspected_at',
        'l.grade',
        'l.serial_matches',
        'l.tags_attached',
        'l.disposition',
        'l.disposed_at',
        'l.sellable_at',
      ])
      .select((r) => {
        const rate = r.ref('fx.rate').$notNull()
        const pieces = smallerOf(r.ref('l.quantity'), r.ref('s.quantity'))
        const returnedAmount = proRata(r.ref('s.net_amount'), pieces, r.ref('s.quantity'))
        const isSoldAgain = r('l.disposition', 'in', ['restock', 'refurbish', 'resell'])
        const waitEndedAt = firstKnown(
          r.ref('l.sellable_at'),
          onlyIf(r.not(isSoldAgain), r.ref('l.disposed_at')),
        )
        const waitedUntil = smallerOf(waitEndedAt, asOf())
        const hoursWaited = hoursBetween(
          onlyIf(r('l.received_at', '<=', waitedUntil), r.ref('l.received_at')),
          waitedUntil,
        )
        const monthsWaited = ratio(hoursWaited, 24 * 30)
        const depreciation = stockRule(stock, 'monthlyDepreciation', r.ref('s.category'))
        return [
          firstKnown(r.ref('s.customer_id'), r.ref('o.customer_id')).as('customer_id'),
          calendarDay(r.ref('r.requested_at'), timeZone).as('requested_on'),
          calendarDay(r.ref('l.received_at'), timeZone).as('received_on'),
          returnedAmount.as('returned_amount'),
          proRata(r.ref('s.cost_amount'), pieces, r.ref('s.quantity')).as('cost_amount'),
          multiply(r.ref('s.weight_grams'), ratio(r.ref('l.quantity'), r.ref('s.quantity'))).as(
            'expected_weight_grams',
          ),
          ratio(hoursBetween(r.ref('l.received_at'), r.ref('l.sellable_at')), 24).as('days_to_sellable'),
          waitEndedAt.as('wait_ended_at'),
          toMoney(rounded(multiply(toNumber(returnedAmount), multiply(monthsWaited, depreciation)), 2)).as(
            'decay_amount',
          ),
          convertMoney(orElse(r.ref('l.recovered_amount'), toMoney('0')), rate).as('recovered_amount'),
          convertMoney(orElse(r.ref('l.processing_amount'), toMoney('0')), rate).as('processing_amount'),
        ]
      }),
})
