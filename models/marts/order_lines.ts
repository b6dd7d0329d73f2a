import { boolean, day, integer, money, number, text } from '../../warehouse/columns.ts'
import {
  calendarDay,
  convertMoney,
  firstKnown,
  isTrue,
  multiply,
  multiplyMoney,
  orElse,
  subtractMoney,
  toMoney,
  toNumber,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { warn } from '../checks.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import { orderLines as lines } from '../staging/order_lines.ts'
import { orders } from '../staging/orders.ts'
import { products } from '../staging/products.ts'
import { lineName } from './examples.ts'
import { exchangeRates, rateDay } from './exchange_rates.ts'

export const orderLines = model({
  name: 'marts.order_lines',
  about:
    'The items of each order, with what the customer paid and the shop laid out for them; a line waits here for its order.',
  owner: 'finance',
  grain: ['order_id', 'line_number'],
  load: byKey(['order_id'], {
    links: [{ parent: 'staging.products', by: 'staging.order_lines', on: { sku: 'sku' } }],
    lookups: ['marts.exchange_rates'],
  }),
  columns: {
    order_id: text('The order.').required(),
    line_number: integer('The place of the line in its order, from 1.').required(),
    customer_id: text('The customer account that placed the order.').required(),
    channel: text('Where the order was placed.').required(),
    ordered_on: day('The business day of the order.').required(),
    sku: text('The item ordered.').required(),
    category: text('The category it is sold under; missing until the product is known.'),
    style: text('What the sizes and colours of the item share.'),
    size: text('Its size as labelled.'),
    is_final_sale: boolean(
      'Whether it is sold without a right of return; unless stated, it is not.',
    ).required(),
    quantity: integer('Pieces ordered.').required(),
    net_amount: money(
      'What the customer pays for the line before tax: pieces × price − discount, in the reporting currency.',
    ).required(),
    unit_cost_amount: money(
      'What one piece cost the shop, in the reporting currency: as the line states, else the product; missing where neither does.',
    ),
    cost_amount: money('What all its pieces cost the shop, in the reporting currency.'),
    weight_grams: number('Weight of all its pieces by the product’s weight, in grams.'),
  },
  checks: [
    warn('no line is discounted by more than its price', () =>
      tables(lines)
        .selectFrom('staging.order_lines as l')
        .select((r) => lineName(r.ref('l.order_id'), r.ref('l.line_number')).as('example'))
        .where((r) =>
          r(
            r.ref('l.discount_amount'),
            '>',
            multiplyMoney(r.ref('l.unit_price_amount'), r.ref('l.quantity')),
          ),
        ),
    ),
  ],
  query: ({ timeZone }) =>
    tables(lines, orders, products, exchangeRates)
      .selectFrom('staging.order_lines as l')
      .innerJoin('staging.orders as o', 'o.order_id', 'l.order_id')
      .leftJoin('staging.products as p', 'p.sku', 'l.sku')
      .leftJoin('marts.exchange_rates as fx', (join) =>
        join
          .onRef('fx.currency', '=', 'o.currency')
          .on((r) => r('fx.day', '=', rateDay(r.ref('o.ordered_at')))),
      )
      .select((r) => {
        const rate = r.ref('fx.rate').$notNull()
        const price = multiplyMoney(r.ref('l.unit_price_amount'), r.ref('l.quantity'))
        const discount = orElse(r.ref('l.discount_amount'), toMoney('0'))
        const unitCost = firstKnown(convertMoney(r.ref('l.unit_cost_amount'), rate), r.ref('p.unit_cost'))
        return [
          r.ref('l.order_id').as('order_id'),
          r.ref('l.line_number').as('line_number'),
          r.ref('o.customer_id').as('customer_id'),
          r.ref('o.channel').as('channel'),
          calendarDay(r.ref('o.ordered_at'), timeZone).as('ordered_on'),
          r.ref('l.sku').as('sku'),
          r.ref('p.category').as('category'),
          r.ref('p.style').as('style'),
          r.ref('p.size').as('size'),
          isTrue(r.ref('p.is_final_sale')).as('is_final_sale'),
          r.ref('l.quantity').as('quantity'),
          convertMoney(subtractMoney(price, discount), rate).as('net_amount'),
          unitCost.as('unit_cost_amount'),
          multiplyMoney(unitCost, r.ref('l.quantity')).as('cost_amount'),
          multiply(toNumber(r.ref('l.quantity')), r.ref('p.weight_grams')).as('weight_grams'),
        ]
      }),
})
