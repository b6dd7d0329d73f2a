import { boolean, choice, instant, integer, money, number, text } from '../../warehouse/columns.ts'
import { multiply, orElse, proRata, ratio, truth } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { byKey } from '../loads.ts'
import { orderLines } from '../marts/order_lines.ts'
import { model } from '../model.ts'
import { returnLines } from '../staging/return_lines.ts'

export const returnedLines = model({
  name: 'facts.returned_lines',
  about:
    'Each line that a return brings back, beside what was sold: what scores and their usual shares count.',
  owner: 'loss prevention',
  grain: ['return_id', 'order_id', 'line_number'],
  load: byKey(['order_id']),
  columns: {
    return_id: text('The return.').required(),
    order_id: text('The order.').required(),
    line_number: integer('The line of the order.').required(),
    category: text('The category of the goods.'),
    is_final_sale: boolean('Whether the goods were sold without a right of return.'),
    amount: money('What the customer paid for the goods that come back, in the reporting currency.'),
    blames_shop: boolean('Whether the reason given lays it to the goods or to the shop.'),
    quantity: integer('Pieces announced.').required(),
    received_at: instant('When the goods arrived.'),
    received_quantity: integer('Pieces that arrived.'),
    received_weight_grams: number('Weight of what arrived, in grams.'),
    expected_weight_grams: number(
      'What the pieces that arrived should weigh by the catalogue, in grams; those announced where nobody counted.',
    ),
    inspected_at: instant('When the goods were inspected.'),
    grade: choice(
      ['new', 'like_new', 'used', 'damaged', 'wrong_item', 'empty', 'parts_missing'],
      'What the inspection found.',
    ),
    is_bad: boolean('Whether the inspection found the goods used, another item, nothing, or parts missing.'),
    serial_matches: boolean('Whether the serial number is that of the piece sold.'),
    tags_attached: boolean('Whether the tags were still on.'),
  },
  query: () =>
    tables(returnLines, orderLines)
      .selectFrom('staging.return_lines as l')
      .leftJoin('marts.order_lines as o', (j) =>
        j.onRef('o.order_id', '=', 'l.order_id').onRef('o.line_number', '=', 'l.line_number'),
      )
      .select(['l.return_id', 'l.order_id', 'l.line_number', 'o.category', 'o.is_final_sale', 'l.quantity'])
      .select(['l.received_at', 'l.received_quantity', 'l.received_weight_grams', 'l.inspected_at'])
      .select(['l.grade', 'l.serial_matches', 'l.tags_attached'])
      .select((r) => [
        proRata(r.ref('o.net_amount'), r.ref('l.quantity'), r.ref('o.quantity')).as('amount'),
        truth(r('l.reason', 'in', ['damaged', 'defective', 'not_as_described', 'wrong_item'])).as(
          'blames_shop',
        ),
        ratio(
          multiply(r.ref('o.weight_grams'), orElse(r.ref('l.received_quantity'), r.ref('l.quantity'))),
          r.ref('o.quantity'),
        ).as('expected_weight_grams'),
        truth(r('l.grade', 'in', ['used', 'wrong_item', 'empty', 'parts_missing'])).as('is_bad'),
      ]),
})
