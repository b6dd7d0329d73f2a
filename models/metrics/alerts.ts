import { boolean, number, text } from '../../warehouse/columns.ts'
import {
  asOf,
  calendarDay,
  countRows,
  dayPlusDays,
  daysBetween,
  isTrue,
  multiply,
  over,
  ratio,
  rowNumber,
  subtract,
  sumMoney,
  toNumber,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'
import { controlBands, weeksBack } from './control_bands.ts'
import { headlines } from './headlines.ts'
import { kpis } from './kpis.ts'

const read = tables(controlBands, kpis)

const lessIsBetter = headlines.filter(({ direction }) => direction === 'down').map(({ name }) => name)

/** Days that an alert stays. */
const daysKept = 28

const outside = ({ timeZone }: Settings) =>
  read
    .selectFrom('metrics.control_bands as b')
    .where('b.is_outside', '=', true)
    .where((r) => r('b.day', '>=', dayPlusDays(calendarDay(asOf(), timeZone), -daysKept)))
    .select(['b.metric', 'b.day', 'b.value', 'b.usual', 'b.low', 'b.high'])

/** The headline metrics by each of the dimensions whose members add up to the whole. */
const members = () =>
  read
    .selectFrom('metrics.kpis as k')
    .where('k.basis', '=', 'period')
    .where((r) =>
      r.or(
        headlines
          .filter(({ dimensions }) => dimensions.length > 0)
          .map(({ name, dimensions }) =>
            r.and([r('k.metric', '=', name), r('k.dimension', 'in', dimensions)]),
          ),
      ),
    )
    .select(['k.metric', 'k.day', 'k.dimension', 'k.member', 'k.numerator', 'k.denominator'])

/** What each member's amount was on the same weekday of the weeks before, on average; for amounts, which have no denominator. */
const usualAmounts = (settings: Settings) =>
  read
    .selectFrom(outside(settings).as('a'))
    .innerJoin(members().as('e'), (join) =>
      join
        .onRef('e.metric', '=', 'a.metric')
        .on((r) => r(daysBetween(r.ref('e.day'), r.ref('a.day')), 'in', weeksBack)),
    )
    .groupBy(['a.metric', 'a.day', 'e.dimension', 'e.member'])
    .select((r) => [
      'a.metric',
      'a.day',
      'e.dimension',
      'e.member',
      ratio(sumMoney(r.ref('e.numerator')), countRows()).as('amount'),
    ])

/** How far each member of each dimension moved the whole, as a share of the distance from what is usual. */
const moved = (settings: Settings) =>
  read
    .selectFrom(outside(settings).as('a'))
    .innerJoin(members().as('m'), (join) =>
      join.onRef('m.metric', '=', 'a.metric').onRef('m.day', '=', 'a.day'),
    )
    .innerJoin('metrics.kpis as w', (join) =>
      join
        .onRef('w.metric', '=', 'a.metric')
        .onRef('w.day', '=', 'a.day')
        .on('w.basis', '=', 'period')
        .on('w.dimension', '=', 'all'),
    )
    .leftJoin(usualAmounts(settings).as('u'), (join) =>
      join
        .onRef('u.metric', '=', 'm.metric')
        .onRef('u.day', '=', 'm.day')
        .onRef('u.dimension', '=', 'm.dimension')
        .onRef('u.member', '=', 'm.member'),
    )
    // The only member of a dimension moves all of it, which tells nothing.
    .where((r) =>
      r.or([
        r('m.denominator', '<>', r.ref('w.denominator')),
        r.and([r('m.denominator', 'is', null), r('m.numerator', '<>', r.ref('w.numerator'))]),
      ]),
    )
    .select((r) => {
      const ofRate = ratio(
        subtract(
          toNumber(r.ref('m.numerator')),
          multiply(r.ref('a.usual'), toNumber(r.ref('m.denominator'))),
        ),
        multiply(subtract(r.ref('a.value'), r.ref('a.usual')), toNumber(r.ref('w.denominator'))),
      )
      const ofAmount = ratio(
        subtract(toNumber(r.ref('m.numerator')), r.ref('u.amount')),
        subtract(r.ref('a.value'), r.ref('a.usual')),
      )
      return [
        'a.metric',
        'a.day',
        'm.dimension',
        'm.member',
        r.case().when('m.denominator', 'is', null).then(ofAmount).else(ofRate).end().as('moved_share'),
      ]
    })

const strongest = (settings: Settings) =>
  read
    .selectFrom(moved(settings).as('m'))
    .where('m.moved_share', '>', 0)
    .select((r) => [
      'm.metric',
      'm.day',
      'm.dimension',
      'm.member',
      'm.moved_share',
      over(rowNumber(), {
        by: [r.ref('m.metric'), r.ref('m.day')],
        along: [
          [r.ref('m.moved_share'), 'desc'],
          [r.ref('m.dimension'), 'asc'],
          [r.ref('m.member'), 'asc'],
        ],
      }).as('place'),
    ])

export const alerts = model({
  name: 'metrics.alerts',
  about: 'Days of the newest four weeks on which a headline metric left its band, and what moved it most.',
  owner: 'executives',
  grain: ['metric', 'day'],
  load: rebuilt(),
  published: true,
  columns: {
    metric: controlBands.columns.metric,
    day: controlBands.columns.day,
    value: controlBands.columns.value,
    usual: controlBands.columns.usual,
    low: controlBands.columns.low,
    high: controlBands.columns.high,
    is_worse: boolean('Whether the shop would rather have had the usual.').required(),
    dimension: text('The dimension of which one member moved the metric most; missing where none did.'),
    member: text('That member.'),
    moved_share: number(
      'Its part of the distance from the usual: what it has beyond the usual rate of the shop, or for an amount beyond its own usual amount. Above 1 where others moved it back.',
    ),
  },
  query: (settings) =>
    read
      .selectFrom(outside(settings).as('a'))
      .leftJoin(strongest(settings).as('s'), (join) =>
        join.onRef('s.metric', '=', 'a.metric').onRef('s.day', '=', 'a.day').on('s.place', '=', 1),
      )
      .select([
        'a.metric',
        'a.day',
        'a.value',
        'a.usual',
        'a.low',
        'a.high',
        's.dimension',
        's.member',
        's.moved_share',
      ])
      .select((r) => {
        const isMore = isTrue(r('a.value', '>', r.ref('a.usual')))
        const isLessBetter = isTrue(r('a.metric', 'in', lessIsBetter))
        return isTrue(r(isMore, '=', isLessBetter)).as('is_worse')
      }),
})
