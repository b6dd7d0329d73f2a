import { choice, day, instant, integer, money, text } from '../../warehouse/columns.ts'
import {
  asOf,
  calendarDay,
  dayPlusDays,
  isTrue,
  over,
  roundToCents,
  rowNumber,
  shareOfMoney,
  subtractMoney,
  wholeDaysBetween,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { dispositions } from '../marts/dispositions.ts'
import { returnLines } from '../marts/return_lines.ts'
import { stockRule } from '../marts/stock.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'
import { actionId, actionIdColumn } from './work.ts'

const read = tables(dispositions, returnLines)

/**
 * Dispositions that the shop has done often enough with goods of a category and grade to suggest them, or to set
 * another against them: from as many pieces on, its own history weighs at least half in what they are expected to
 * bring.
 */
const known = ({ dispositionShrinkage }: Settings) =>
  read
    .selectFrom('marts.dispositions as d')
    .where('d.pieces', '>=', dispositionShrinkage)
    .select(['d.category', 'd.grade', 'd.disposition', 'd.expected_share'])
    .select((r) =>
      over(rowNumber(), {
        by: [r.ref('d.category'), r.ref('d.grade')],
        along: [[r.ref('d.place'), 'asc']],
      }).as('place'),
    )

/** Returned goods that lie in the house, with what the best disposition and the one chosen are expected to bring. */
const waiting = (settings: Settings) =>
  read
    .selectFrom('marts.return_lines as l')
    .leftJoin(known(settings).as('b'), (join) =>
      join.onRef('b.category', '=', 'l.category').onRef('b.grade', '=', 'l.grade').on('b.place', '=', 1),
    )
    .leftJoin(known(settings).as('c'), (join) =>
      join
        .onRef('c.category', '=', 'l.category')
        .onRef('c.grade', '=', 'l.grade')
        .onRef('c.disposition', '=', 'l.disposition'),
    )
    .where((r) => r('l.received_at', '<=', asOf()))
    .where((r) => r.or([r('l.wait_ended_at', 'is', null), r('l.wait_ended_at', '>', asOf())]))
    .where((r) => r.or([r('l.received_quantity', 'is', null), r('l.received_quantity', '>', 0)]))
    .select([
      'l.return_id',
      'l.order_id',
      'l.line_number',
      'l.sku',
      'l.category',
      'l.grade',
      'l.disposition',
      'l.disposed_at',
      'l.decay_amount',
      'b.disposition as best_disposition',
    ])
    .select((r) => {
      const receivedAt = r.ref('l.received_at').$notNull()
      const receivedOn = calendarDay(receivedAt, settings.timeZone)
      const worth = r.ref('l.returned_amount')
      return [
        receivedAt.as('received_at'),
        dayPlusDays(receivedOn, stockRule(settings.stock, 'waitDays', r.ref('l.category'))).as('due_on'),
        roundToCents(shareOfMoney(worth, r.ref('b.expected_share'))).as('best_amount'),
        roundToCents(shareOfMoney(worth, r.ref('c.expected_share'))).as('chosen_amount'),
      ]
    })

const reasons = ['another disposition brings more', 'waits too long', 'no disposition yet'] as const

/** The same with the reason to act on it, if there is one. */
const judged = (settings: Settings) =>
  read
    .selectFrom(waiting(settings).as('l'))
    .selectAll('l')
    .select((r) => {
      const isOpen = r.and([r('l.disposition', 'is', null), r('l.best_disposition', 'is not', null)])
      const brings = r('l.best_amount', '>', r.ref('l.chosen_amount'))
      return r
        .case()
        .when(isTrue(r.and([r('l.disposed_at', 'is', null), brings])))
        .then(reasons[0])
        .when(r(calendarDay(asOf(), settings.timeZone), '>', r.ref('l.due_on')))
        .then(reasons[1])
        .when(isOpen)
        .then(reasons[2])
        .end()
        .as('why')
    })

export const stockToRoute = model({
  name: 'actions.stock_to_route',
  about:
    'Returned goods in the house that another disposition brings more for, that wait too long, or that are graded and go nowhere yet. A disposition is suggested, or set against another, once settings.dispositionShrinkage pieces of the category and grade went that way: from there on the shop’s own history weighs at least half in what it is expected to bring.',
  owner: 'operations',
  grain: ['return_id', 'order_id', 'line_number'],
  load: rebuilt(),
  published: true,
  columns: {
    action_id: actionIdColumn,
    to_do: choice(
      [
        'restock',
        'refurbish',
        'resell',
        'liquidate',
        'vendor',
        'donate',
        'recycle',
        'destroy',
        'inspect',
        'put on sale',
        'choose a disposition',
      ],
      'The disposition that is expected to bring back most, or the one chosen, where none brings more; inspect, where they are not graded; put on sale, where the one chosen is done; choose one, where the shop has too little history to go by.',
    ).required(),
    why: choice(
      ['another disposition brings more', 'waits too long', 'no disposition yet'],
      'Why it is on the list: the first of these that holds.',
    ).required(),
    value: money(
      'In the reporting currency: where another disposition brings more, how much more; where the goods wait too long, what they lost by it so far; where none is chosen yet, what the best is expected to bring. Missing where their worth is not known.',
    ),
    due_on: day(
      'The last day that they may wait: the business day of their arrival + the days of settings.stock.',
    ).required(),
    return_id: text('The return.').required(),
    order_id: text('The order that the return names.').required(),
    line_number: integer('The line that the return names.').required(),
    sku: text('The item sold; missing while the sale is not known.'),
    category: text('The category it is sold under.'),
    grade: returnLines.columns.grade,
    disposition: choice(
      ['restock', 'refurbish', 'resell', 'liquidate', 'vendor', 'donate', 'recycle', 'destroy'],
      'What was decided so far to do with them.',
    ),
    expected_amount: money(
      'What the best disposition is expected to bring, recovered − processing, in the reporting currency: their value × expected_share of marts.dispositions. Missing where the shop has too little history of their category and grade.',
    ),
    received_at: instant('When they arrived.').required(),
    days_waiting: integer('Whole days since then.').required(),
  },
  query: (settings) =>
    read
      .selectFrom(judged(settings).as('l'))
      .where('l.why', 'is not', null)
      .select(['l.due_on', 'l.return_id', 'l.order_id', 'l.line_number', 'l.sku', 'l.category', 'l.grade'])
      .select(['l.disposition', 'l.best_amount as expected_amount', 'l.received_at'])
      .select((r) => [
        actionId('stock_to_route', r.ref('l.return_id'), r.ref('l.order_id'), r.ref('l.line_number')).as(
          'action_id',
        ),
        r
          .case()
          .when('l.disposed_at', 'is not', null)
          .then('put on sale' as const)
          .when('l.why', '=', 'another disposition brings more')
          .then(r.ref('l.best_disposition').$notNull())
          .when('l.disposition', 'is not', null)
          .then(r.ref('l.disposition').$notNull())
          .when('l.grade', 'is', null)
          .then('inspect' as const)
          .when('l.best_disposition', 'is not', null)
          .then(r.ref('l.best_disposition').$notNull())
          .else('choose a disposition' as const)
          .end()
          .as('to_do'),
        r.ref('l.why').$notNull().as('why'),
        r
          .case()
          .when('l.why', '=', 'another disposition brings more')
          .then(subtractMoney(r.ref('l.best_amount'), r.ref('l.chosen_amount')))
          .when('l.why', '=', 'waits too long')
          .then(r.ref('l.decay_amount'))
          .else(r.ref('l.best_amount'))
          .end()
          .as('value'),
        wholeDaysBetween(r.ref('l.received_at'), asOf()).as('days_waiting'),
      ]),
})
