import { choice, day, integer, money, text } from '../../warehouse/columns.ts'
import {
  asOf,
  calendarDay,
  countRows,
  firstKnown,
  isTrue,
  onlyIf,
  orElse,
  roundToCents,
  shareOfMoney,
  subtractMoney,
  sumInteger,
  sumMoney,
  toMoney,
  word,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { dispositions } from '../marts/dispositions.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'
import { recoveredValue } from './events/returned.ts'

const read = tables(dispositions)
const unknown = 'not known'

/** Each returned line that was disposed of, or brought something back, beside the best disposition of its kind. */
const lines = (settings: Settings) =>
  read
    .selectFrom(
      recoveredValue(settings)
        .where((r) => r.or([r('l.disposed_at', 'is not', null), r('l.recovered_amount', '<>', toMoney('0'))]))
        .select(['l.grade', 'l.disposition', 'l.quantity', 'l.received_quantity'])
        .select(['l.returned_amount', 'l.processing_amount'])
        .as('l'),
    )
    .leftJoin('marts.dispositions as b', (join) =>
      join.onRef('b.category', '=', 'l.category').onRef('b.grade', '=', 'l.grade').on('b.place', '=', 1),
    )
    .where((r) => r('l.happened_on', '<=', calendarDay(asOf(), settings.timeZone)))
    .select(['l.returned_amount', 'l.amount as recovered_amount', 'l.processing_amount'])
    .select((r) => [
      r.ref('l.happened_on').$notNull().as('day'),
      orElse(r.ref('l.category'), word<string>(unknown)).as('category'),
      orElse<Grade>(r.ref('l.grade'), word(unknown)).as('grade'),
      orElse<Disposition>(r.ref('l.disposition'), word(unknown)).as('disposition'),
      firstKnown(r.ref('l.received_quantity'), r.ref('l.quantity')).as('pieces'),
      onlyIf(
        isTrue(r('l.disposition', '<>', r.ref('b.disposition'))),
        subtractMoney(
          roundToCents(shareOfMoney(r.ref('l.returned_amount'), r.ref('b.expected_share'))),
          subtractMoney(r.ref('l.amount'), r.ref('l.processing_amount')),
        ),
      ).as('left_amount'),
    ])

const grades = [
  'new',
  'like_new',
  'used',
  'damaged',
  'wrong_item',
  'empty',
  'parts_missing',
  unknown,
] as const
type Grade = (typeof grades)[number]

const done = [
  'restock',
  'refurbish',
  'resell',
  'liquidate',
  'vendor',
  'donate',
  'recycle',
  'destroy',
  unknown,
] as const
type Disposition = (typeof done)[number]

export const disposedStock = model({
  name: 'metrics.disposed_stock',
  about:
    'What was disposed of each day, by category, grade and disposition: what it was worth, what came back of it, and what the best disposition was expected to bring beyond that.',
  owner: 'finance',
  grain: ['day', 'category', 'grade', 'disposition'],
  load: rebuilt(),
  published: true,
  columns: {
    day: day(
      'The business day on which the goods were disposed of; of goods that brought something back before any day of that is known, the last day known of them.',
    ).required(),
    category: text('The category that the goods are sold under, or not known.').required(),
    grade: choice(grades, 'What the inspection found.').required(),
    disposition: choice(done, 'What was done with the goods.').required(),
    lines: integer('Lines of returns.').required(),
    pieces: integer('Their pieces, as received, else as announced.').required(),
    returned_amount: money(
      'Their net value, as far as their sales are known, in the reporting currency.',
    ).required(),
    recovered_amount: money('What stock or sale brought back, in the reporting currency.').required(),
    processing_amount: money('What handling them cost, in the reporting currency.').required(),
    left_amount: money(
      'Where another disposition of the category and grade stands first in marts.dispositions, what it is expected to bring, value × expected_share to the cent, less what came back, recovered − processing; negative where more came back than that. 0 for the best one, and while worth or grade are not known.',
    ).required(),
  },
  query: (settings) =>
    read
      .selectFrom(lines(settings).as('l'))
      .groupBy(['l.day', 'l.category', 'l.grade', 'l.disposition'])
      .select((r) => {
        const none = toMoney('0')
        return [
          'l.day',
          'l.category',
          'l.grade',
          'l.disposition',
          countRows().as('lines'),
          orElse(sumInteger(r.ref('l.pieces')), 0).as('pieces'),
          orElse(sumMoney(r.ref('l.returned_amount')), none).as('returned_amount'),
          orElse(sumMoney(r.ref('l.recovered_amount')), none).as('recovered_amount'),
          orElse(sumMoney(r.ref('l.processing_amount')), none).as('processing_amount'),
          orElse(sumMoney(r.ref('l.left_amount')), none).as('left_amount'),
        ]
      }),
})
