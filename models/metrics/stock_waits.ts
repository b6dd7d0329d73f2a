import { boolean, day, integer, money, number, text } from '../../warehouse/columns.ts'
import {
  asOf,
  calendarDay,
  countIf,
  countRows,
  hoursBetween,
  isTrue,
  orElse,
  ratio,
  smallerOf,
  sumMoney,
  sumNumber,
  toInteger,
  toMoney,
  toNumber,
  word,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { stockRule } from '../marts/stock.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'
import { decay } from './events/return_steps.ts'

const read = tables()

/** Each returned line that arrived, with how long it has waited, or did until it was on sale again or gone. */
const lines = (settings: Settings) =>
  read
    .selectFrom(decay(settings).select(['l.received_at', 'l.wait_ended_at', 'l.returned_amount']).as('l'))
    .where((r) => r('l.received_at', '<=', smallerOf(r.ref('l.wait_ended_at'), asOf())))
    .where((r) => r('l.happened_on', '<=', calendarDay(asOf(), settings.timeZone)))
    .select(['l.returned_amount', 'l.amount as decay_amount'])
    .select((r) => [
      r.ref('l.happened_on').$notNull().as('day'),
      orElse(r.ref('l.category'), word<string>('not known')).as('category'),
      isTrue(r.or([r('l.wait_ended_at', 'is', null), r('l.wait_ended_at', '>', asOf())])).as('is_waiting'),
      ratio(hoursBetween(r.ref('l.received_at'), smallerOf(r.ref('l.wait_ended_at'), asOf())), 24).as('days'),
      toInteger(stockRule(settings.stock, 'waitDays', r.ref('l.category'))).as('wait_days'),
      toNumber(stockRule(settings.stock, 'monthlyDepreciation', r.ref('l.category'))).as(
        'monthly_depreciation',
      ),
    ])

export const stockWaits = model({
  name: 'metrics.stock_waits',
  about:
    'How long returned goods waited to be on sale again or gone, and what they lost by it, by category and by the day on which that ended; what still waits, on the day of the run. In all the metric decay_cost.',
  owner: 'finance',
  grain: ['day', 'category', 'is_waiting'],
  load: rebuilt(),
  published: true,
  columns: {
    day: day('The business day on which they stopped waiting; that of the run while they wait.').required(),
    category: text('The category that the goods are sold under, or not known.').required(),
    is_waiting: boolean('Whether they still wait.').required(),
    lines: integer('Lines of returns.').required(),
    late_lines: integer('Those of them that waited longer than wait_days.').required(),
    days_waited: number('Σ days from arrival, over the lines.').required(),
    returned_amount: money(
      'Their net value, as far as their sales are known, in the reporting currency.',
    ).required(),
    decay_amount: money('What they lost by waiting, in the reporting currency.').required(),
    wait_days: integer('Days that goods of the category may wait: settings.stock.').required(),
    monthly_depreciation: number(
      'Share of their value that goods of the category lose in 30 days: settings.stock.',
    ).required(),
  },
  query: (settings) =>
    read
      .selectFrom(lines(settings).as('l'))
      .groupBy(['l.day', 'l.category', 'l.is_waiting', 'l.wait_days', 'l.monthly_depreciation'])
      .select((r) => [
        'l.day',
        'l.category',
        'l.is_waiting',
        'l.wait_days',
        'l.monthly_depreciation',
        countRows().as('lines'),
        countIf(r('l.days', '>', r.ref('l.wait_days'))).as('late_lines'),
        orElse(sumNumber(r.ref('l.days')), 0).as('days_waited'),
        orElse(sumMoney(r.ref('l.returned_amount')), toMoney('0')).as('returned_amount'),
        orElse(sumMoney(r.ref('l.decay_amount')), toMoney('0')).as('decay_amount'),
      ]),
})
