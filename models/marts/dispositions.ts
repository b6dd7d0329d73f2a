import { choice, integer, money, number, text } from '../../warehouse/columns.ts'
import {
  add,
  asOf,
  type Expr,
  multiply,
  orElse,
  over,
  ratio,
  rowNumber,
  subtractMoney,
  sumInteger,
  sumMoney,
  toMoney,
  toNumber,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { returnLines } from './return_lines.ts'

const read = tables(returnLines)

/** Returned lines with a disposition done, whose worth is known: what they were worth and what of it came back. */
const done = () =>
  read
    .selectFrom('marts.return_lines as l')
    .where((r) => r('l.disposed_at', '<=', asOf()))
    .where('l.category', 'is not', null)
    .where('l.grade', 'is not', null)
    .where('l.disposition', 'is not', null)
    .where('l.returned_amount', '>', toMoney('0'))
    .groupBy(['l.category', 'l.grade', 'l.disposition'])
    .select((r) => [
      r.ref('l.category').$notNull().as('category'),
      r.ref('l.grade').$notNull().as('grade'),
      r.ref('l.disposition').$notNull().as('disposition'),
      orElse(sumInteger(r.ref('l.quantity')), 0).as('pieces'),
      orElse(sumMoney(r.ref('l.returned_amount')), toMoney('0')).as('returned_amount'),
      orElse(
        sumMoney(subtractMoney(r.ref('l.recovered_amount'), r.ref('l.processing_amount'))),
        toMoney('0'),
      ).as('net_amount'),
    ])

/** The same, with those of the grade over all categories and those of the disposition over all grades beside it. */
const compared = () =>
  read
    .selectFrom(done().as('d'))
    .selectAll('d')
    .select((r) => {
      const ofGrade = { by: [r.ref('d.grade'), r.ref('d.disposition')] }
      const ofAll = { by: [r.ref('d.disposition')] }
      return [
        over(sumInteger(r.ref('d.pieces')), ofGrade).as('grade_pieces'),
        over(sumMoney(r.ref('d.returned_amount')), ofGrade).as('grade_returned_amount'),
        over(sumMoney(r.ref('d.net_amount')), ofGrade).as('grade_net_amount'),
        over(sumMoney(r.ref('d.returned_amount')), ofAll).as('all_returned_amount'),
        over(sumMoney(r.ref('d.net_amount')), ofAll).as('all_net_amount'),
      ]
    })

type Num = Expr<number | null> | Expr<number>

/** A share drawn towards that of the level above, as if `weight` more pieces had had that share: (n × s + m × q) ÷ (n + m). */
const shrunken = (share: Num, pieces: Expr<number>, weight: number, above: Expr<number>): Expr<number> =>
  orElse(ratio(add(multiply(pieces, share), multiply(weight, above)), add(pieces, weight)), above)

/** Each disposition with the share of the goods' value that it brought back, and the one to expect of it. */
const expected = (weight: number) =>
  read
    .selectFrom(compared().as('d'))
    .select(['d.category', 'd.grade', 'd.disposition', 'd.pieces', 'd.returned_amount', 'd.net_amount'])
    .select((r) => {
      // No line of history is worth nothing, so that no share lacks its denominator.
      const netShare = orElse(ratio(r.ref('d.net_amount'), r.ref('d.returned_amount')), 0)
      const ofAll = orElse(ratio(r.ref('d.all_net_amount'), r.ref('d.all_returned_amount')), 0)
      const ofGrade = shrunken(
        ratio(r.ref('d.grade_net_amount'), r.ref('d.grade_returned_amount')),
        toNumber(r.ref('d.grade_pieces').$notNull()),
        weight,
        ofAll,
      )
      return [
        netShare.as('net_share'),
        shrunken(netShare, toNumber(r.ref('d.pieces')), weight, ofGrade).as('expected_share'),
      ]
    })

export const dispositions = model({
  name: 'marts.dispositions',
  about:
    'What each disposition brings back of returned goods of a category and grade, by the shop’s own history.',
  owner: 'finance',
  grain: ['category', 'grade', 'disposition'],
  load: rebuilt(),
  published: true,
  columns: {
    category: text('The category that the goods are sold under.').required(),
    grade: returnLines.columns.grade.required(),
    disposition: choice(
      ['restock', 'refurbish', 'resell', 'liquidate', 'vendor', 'donate', 'recycle', 'destroy'],
      'What was done with the goods.',
    ).required(),
    pieces: integer('Pieces disposed of so, of lines whose sale is known.').required(),
    returned_amount: money('Net value of those pieces, in the reporting currency.').required(),
    net_amount: money('Σ (recovered − processing) of those pieces, in the reporting currency.').required(),
    net_share: number('The share of their value that came back: net_amount ÷ returned_amount.').required(),
    expected_share: number(
      'The share to expect of the next piece: net_share shrunken to that of the same disposition and grade over all categories, which is shrunken to that of the disposition over all grades. Each time (pieces × share + m × share above) ÷ (pieces + m), m being settings.dispositionShrinkage.',
    ).required(),
    place: integer(
      'Its place among the dispositions of the category and grade by expected_share: 1 brings back most, of equal ones the first by name.',
    ).required(),
  },
  query: ({ dispositionShrinkage }) =>
    tables()
      .selectFrom(expected(dispositionShrinkage).as('d'))
      .selectAll('d')
      .select((r) =>
        over(rowNumber(), {
          by: [r.ref('d.category'), r.ref('d.grade')],
          along: [
            [r.ref('d.expected_share'), 'desc'],
            [r.ref('d.disposition'), 'asc'],
          ],
        }).as('place'),
      ),
})
