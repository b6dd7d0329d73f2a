import { boolean, day, number } from '../../warehouse/columns.ts'
import {
  absolute,
  add,
  asOf,
  bounded,
  calendarDay,
  countRows,
  daysBetween,
  isTrue,
  largerOf,
  multiply,
  onlyIf,
  orElse,
  over,
  quantile,
  ratio,
  smallerOf,
  squareRoot,
  subtract,
  sumMoney,
  toNumber,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'
import { headlines } from './headlines.ts'
import { kpis } from './kpis.ts'

const read = tables(kpis)

/** The same weekday of the eight weeks before, by days back; and how many of them there must be. */
export const weeksBack = [1, 2, 3, 4, 5, 6, 7, 8].map((weeks) => weeks * 7)
const fewestWeeks = 6

/** Each headline metric by day, of days that are over. */
const daily = ({ timeZone }: Settings) =>
  read
    .selectFrom('metrics.kpis as k')
    .where('k.basis', '=', 'period')
    .where('k.dimension', '=', 'all')
    .where('k.metric', 'in', names(headlines))
    .where((r) => r('k.day', '<', calendarDay(asOf(), timeZone)))
    .select(['k.metric', 'k.day', 'k.numerator', 'k.denominator'])
    .select((r) =>
      r
        .case()
        .when('k.denominator', 'is', null)
        .then(toNumber(r.ref('k.numerator')))
        .else(ratio(r.ref('k.numerator'), r.ref('k.denominator')))
        .end()
        .as('value'),
    )

const names = (metrics: typeof headlines) => metrics.map(({ name }) => name)

/** Each day beside the same weekday of each of the weeks before it, with the median of those. */
const history = (settings: Settings) =>
  read
    .selectFrom(daily(settings).as('d'))
    .innerJoin(daily(settings).as('e'), (join) =>
      join
        .onRef('e.metric', '=', 'd.metric')
        .on((r) => r(daysBetween(r.ref('e.day'), r.ref('d.day')), 'in', weeksBack)),
    )
    .where('d.value', 'is not', null)
    .where('e.value', 'is not', null)
    .select(['d.metric', 'd.day', 'd.denominator'])
    .select((r) => [
      r.ref('d.value').$notNull().as('value'),
      r.ref('e.value').$notNull().as('earlier_value'),
      'e.numerator as earlier_numerator',
      'e.denominator as earlier_denominator',
      over(quantile(r.ref('e.value'), 0.5), { by: [r.ref('d.metric'), r.ref('d.day')] })
        .$notNull()
        .as('usual'),
    ])

const summaries = (settings: Settings) =>
  read
    .selectFrom(history(settings).as('h'))
    .groupBy(['h.metric', 'h.day', 'h.value', 'h.denominator', 'h.usual'])
    .select(['h.metric', 'h.day', 'h.value', 'h.denominator', 'h.usual'])
    .select((r) => [
      countRows().as('weeks'),
      quantile(absolute(subtract(r.ref('h.earlier_value'), r.ref('h.usual'))), 0.5)
        .$notNull()
        .as('mad'),
      // With one event more than there were: that none was seen does not mean that none could be.
      ratio(
        add(toNumber(sumMoney(r.ref('h.earlier_numerator'))), 1),
        add(toNumber(sumMoney(r.ref('h.earlier_denominator'))), 1),
      ).as('share_before'),
    ])

/** How many standard deviations a band reaches to each side. */
const reach = 6

/** Part of the usual amount that the band of an amount reaches at least. */
const leastPart = 0.1

/** How many median absolute deviations the standard deviation of a normal distribution is. */
const madsInDeviation = 1.4826

const banded = (settings: Settings) =>
  read
    .selectFrom(summaries(settings).as('m'))
    .where('m.weeks', '>=', fewestWeeks)
    .select((r) => {
      const share = bounded(r.ref('m.share_before'), 0, 1)
      const byChance = squareRoot(ratio(multiply(share, subtract(1, share)), r.ref('m.denominator')))
      const isShare = r('m.metric', 'in', names(headlines.filter(({ unit }) => unit === 'share')))
      return [
        'm.metric',
        'm.day',
        'm.value',
        'm.usual',
        largerOf(
          multiply(r.ref('m.mad'), reach * madsInDeviation),
          orElse(onlyIf(isShare, multiply(byChance, reach)), multiply(absolute(r.ref('m.usual')), leastPart)),
        ).as('reach'),
      ]
    })

const notNegative = headlines.filter(({ range }) => range !== 'any')
const parts = headlines.filter(({ range }) => range === 'part')

export const controlBands = model({
  name: 'metrics.control_bands',
  about:
    'Each headline metric by day, with the band in which it usually lies on that day of the week: the median of eight weeks before, and to each side six standard deviations, as their median absolute deviation estimates them, or as chance alone makes them in a share of so few events; for an amount at least a tenth. It ends where the figure itself must, at 0 and, for a part of a whole, at 1.',
  owner: 'executives',
  grain: ['metric', 'day'],
  load: rebuilt(),
  published: true,
  columns: {
    metric: kpis.columns.metric,
    day: day('The business day; the run’s own day is not over and has none.').required(),
    value: number('The metric on that day, by the day of what happened.').required(),
    usual: number(
      'The median of the same weekday in the eight weeks before, six at least; the lower one of two middle values.',
    ).required(),
    low: number('Low end of the band.').required(),
    high: number('High end of the band.').required(),
    is_outside: boolean('Whether the value lies outside the band.').required(),
  },
  query: (settings) =>
    read.selectFrom(banded(settings).as('b')).select((r) => [
      'b.metric',
      'b.day',
      'b.value',
      'b.usual',
      r
        .case()
        .when('b.metric', 'in', names(notNegative))
        .then(largerOf(subtract(r.ref('b.usual'), r.ref('b.reach')), toNumber(r.lit(0))))
        .else(subtract(r.ref('b.usual'), r.ref('b.reach')))
        .end()
        .as('low'),
      r
        .case()
        .when('b.metric', 'in', names(parts))
        .then(smallerOf(add(r.ref('b.usual'), r.ref('b.reach')), toNumber(r.lit(1))))
        .else(add(r.ref('b.usual'), r.ref('b.reach')))
        .end()
        .as('high'),
      isTrue(r(absolute(subtract(r.ref('b.value'), r.ref('b.usual'))), '>', r.ref('b.reach'))).as(
        'is_outside',
      ),
    ]),
})
