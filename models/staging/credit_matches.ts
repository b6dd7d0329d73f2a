import { onlineRetailLines } from '../../sources/senders/online_retail/lines.ts'
import { boolean, integer, text } from '../../warehouse/columns.ts'
import { isTrue, multiply, over, rowNumber, textStartsWith, whole, word } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'

export const creditMatches = model({
  name: 'staging.credit_matches',
  about:
    'For each line of an online_retail credit note the sale that it most likely takes back: of the same item to the same customer and not later, in the same quantity at the same price where there is such a one, else the latest.',
  owner: 'finance',
  grain: ['return_id', 'return_line_number'],
  load: rebuilt(),
  columns: {
    return_id: text('The credit note.').required(),
    return_line_number: integer('The line of the credit note.').required(),
    order_id: text('The invoice of the sale.').required(),
    line_number: integer('The line of that invoice.').required(),
    is_exact: boolean('Whether quantity and price agree as well.').required(),
  },
  query: () => {
    const read = tables(onlineRetailLines.raw)
    const newest = read
      .selectFrom(
        read
          .selectFrom('raw.online_retail_lines')
          .selectAll()
          .select((r) =>
            over(rowNumber(), {
              by: [r.ref('invoice_no'), r.ref('line_number')],
              along: [
                [r.ref('version_at'), 'desc'],
                [r.ref('file_number'), 'desc'],
                [r.ref('row_number'), 'desc'],
              ],
            }).as('newness'),
          )
          .as('version'),
      )
      .selectAll()
      .where('newness', '=', 1)
    const pairs = read
      .with('lines', () => newest)
      .selectFrom('lines as credit')
      .innerJoin('lines as sale', (join) =>
        join
          .onRef('sale.customer_id', '=', 'credit.customer_id')
          .onRef('sale.stock_code', '=', 'credit.stock_code')
          .onRef('sale.invoiced_at', '<=', 'credit.invoiced_at'),
      )
      .where('sale.quantity', '>', 0)
      .where((r) => textStartsWith(r.ref('credit.invoice_no'), word('C')))
      .where((r) => r.not(textStartsWith(r.ref('sale.invoice_no'), word('C'))))
      .select((r) => [
        r.ref('credit.invoice_no').as('return_id'),
        r.ref('credit.line_number').as('return_line_number'),
        r.ref('sale.invoice_no').as('order_id'),
        r.ref('sale.line_number').as('line_number'),
        r.ref('sale.invoiced_at').as('sold_at'),
        isTrue(
          r.and([
            r('sale.quantity', '=', multiply(r.ref('credit.quantity'), whole(-1))),
            r('sale.unit_price', '=', r.ref('credit.unit_price')),
          ]),
        ).as('is_exact'),
      ])
    const ranked = read
      .selectFrom(pairs.as('pair'))
      .selectAll()
      .select((r) =>
        over(rowNumber(), {
          by: [r.ref('return_id'), r.ref('return_line_number')],
          along: [
            [r.ref('is_exact'), 'desc'],
            [r.ref('sold_at'), 'desc'],
            [r.ref('order_id'), 'desc'],
            [r.ref('line_number'), 'desc'],
          ],
        }).as('place'),
      )
    return read
      .selectFrom(ranked.as('ranked'))
      .select(['return_id', 'return_line_number', 'order_id', 'line_number', 'is_exact'])
      .where('place', '=', 1)
  },
})
