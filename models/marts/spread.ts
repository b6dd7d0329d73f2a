import type { Money } from '../../warehouse/columns.ts'
import {
  addMoney,
  centsDown,
  countRows,
  multiplyMoney,
  onlyIf,
  orElse,
  over,
  rowNumber,
  shareCut,
  shareDown,
  subtractMoney,
  sumMoney,
  toMoney,
} from '../../warehouse/functions.ts'
import { type Query, tables } from '../../warehouse/tables.ts'
import { orderLines } from './order_lines.ts'

/** One of the lines that the amount of `whole_id` is spread over; `amount` and `weight` are not negative. */
type Part = {
  readonly whole_id: string
  readonly line_number: number
  readonly amount: Money
  readonly weight: Money
}
type Share = { readonly whole_id: string; readonly line_number: number; readonly share: Money }

const read = tables(orderLines)
const cent = () => toMoney('0.01')
const none = () => toMoney('0')

/**
 * Spreads each whole amount over its lines by weight, to the cent, by largest remainder (Hamilton's method):
 * every line gets its part cut down to the cent, and the cents left go one each to the lines whose parts were
 * cut the most, the earlier line first where they were cut alike. What is less than a cent goes to the first of
 * these. Where all weights are zero, the lines weigh the same. The shares of a whole add up to it exactly.
 */
export function spread(parts: Query<Part>): Query<Share> {
  const summed = read.selectFrom(parts.as('p')).select((r) => {
    const whole = { by: [r.ref('p.whole_id')] }
    return [
      'p.whole_id',
      'p.line_number',
      'p.amount',
      'p.weight',
      orElse(over(sumMoney(r.ref('p.weight')), whole), none()).as('total'),
      over(countRows(), whole).as('lines'),
    ]
  })
  const weighed = read.selectFrom(summed.as('p')).select((r) => {
    const isWeightless = r('p.total', '=', none())
    return [
      'p.whole_id',
      'p.line_number',
      'p.amount',
      orElse(onlyIf(isWeightless, toMoney('1')), r.ref('p.weight')).as('weight'),
      orElse(onlyIf(isWeightless, toMoney(r.ref('p.lines'))), r.ref('p.total')).as('total'),
    ]
  })
  const cut = read
    .selectFrom(weighed.as('p'))
    .select(['p.whole_id', 'p.line_number', 'p.amount'])
    .select((r) => [
      shareDown(r.ref('p.amount'), r.ref('p.weight'), r.ref('p.total')).as('share'),
      shareCut(r.ref('p.amount'), r.ref('p.weight'), r.ref('p.total')).as('cut'),
    ])
  const ranked = read.selectFrom(cut.as('p')).select((r) => {
    const by = [r.ref('p.whole_id')]
    const shared = orElse(over(sumMoney(r.ref('p.share')), { by }), none())
    return [
      'p.whole_id',
      'p.line_number',
      'p.share',
      subtractMoney(r.ref('p.amount'), shared).as('left_over'),
      over(rowNumber(), {
        by,
        along: [
          [r.ref('p.cut'), 'desc'],
          [r.ref('p.line_number'), 'asc'],
        ],
      }).as('place'),
    ]
  })
  return read.selectFrom(ranked.as('p')).select((r) => {
    const leftOver = r.ref('p.left_over')
    const getsCent = r(multiplyMoney(cent(), r.ref('p.place')), '<=', leftOver)
    const belowCent = subtractMoney(leftOver, centsDown(leftOver))
    return [
      'p.whole_id',
      'p.line_number',
      addMoney(
        addMoney(r.ref('p.share'), orElse(onlyIf(getsCent, cent()), none())),
        orElse(onlyIf(r('p.place', '=', 1), belowCent), none()),
      ).as('share'),
    ]
  })
}
