import { expressionBuilder, type Kysely } from 'kysely'
import type { Day, Money } from '../../warehouse/columns.ts'
import {
  asOf,
  calendarDay,
  dayPlusDays,
  type Expr,
  onlyIf,
  orElse,
  sumMoney,
  toMoney,
  toText,
  word,
} from '../../warehouse/functions.ts'
import { type Query, tables } from '../../warehouse/tables.ts'
import type { Settings } from '../settings.ts'
import type { Dimension, Metric } from './metric.ts'
import { areMet } from './needs.ts'

export type KpiRow = {
  metric: string
  basis: 'period' | 'cohort'
  day: Day
  dimension: Dimension | 'all'
  member: string
  numerator: Money
  denominator: Money | null
}

// Which columns a metric's events have is checked where it is declared; here it is one of many.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Row = any
// biome-ignore lint/suspicious/noExplicitAny: see above
const anyTable: Kysely<any> = tables()
// biome-ignore lint/suspicious/noExplicitAny: see above
const sql = expressionBuilder<any, any>()

/** A metric's long rows: additive, so that Σ numerator ÷ Σ denominator holds for any days and members. */
export function kpiRows(metric: Metric, settings: Settings): Query<KpiRow> {
  const rows = together([
    ofWhole(),
    ...metric.dimensions.map((dimension) => ofMembers(dimension)),
    ...metric.parts.map((dimension) => ofParts(dimension)),
  ])
  return anyTable
    .with('events', () => events(metric, settings))
    .with('dated', () => dated(metric, settings))
    .selectFrom(rows.as('r'))
    .select(['r.basis', 'r.day', 'r.dimension', 'r.member', 'r.denominator'])
    .select((r) => [
      word(metric.name).as('metric'),
      orElse(r.ref('r.numerator'), toMoney('0')).as('numerator'),
    ]) as unknown as Query<KpiRow>
}

export type MeasuredRow = Omit<KpiRow, 'numerator' | 'denominator'> & { amount: Money }

/** What each event of a metric's numerator measures: once for the whole shop, and once for its member of each dimension. */
export function measuredRows(metric: Metric, settings: Settings): Query<MeasuredRow> {
  const measured = (dimension: KpiRow['dimension'], member: Expr<string>) =>
    anyTable
      .selectFrom('dated as d')
      .where('d.numerator', 'is not', null)
      .select(['d.basis', 'd.day', 'd.numerator as amount', member.as('member')])
      .select([word(metric.name).as('metric'), word(dimension).as('dimension')])
  const rows = together([
    measured('all', word('all')),
    ...metric.dimensions.map((dimension) => measured(dimension, sql.ref(`d.${dimension}`))),
  ])
  return anyTable
    .with('events', () => together(numeratorEvents(metric, settings)))
    .with('dated', () => dated(metric, settings))
    .selectFrom(rows.as('r'))
    .selectAll('r') as unknown as Query<MeasuredRow>
}

const together = (queries: readonly Query<Row>[]): Query<Row> =>
  queries.reduce((all, query) => all.unionAll(query))

const dimensionsOf = ({ dimensions, parts }: Metric) => [...dimensions, ...parts]
const unknownMember = 'not known'
const noAmount = () => toMoney(sql.lit(null))

const numeratorEvents = (metric: Metric, settings: Settings): Query<Row>[] =>
  metric.numerator.events(settings).map((query) =>
    anyTable.selectFrom(query.as('e')).select((r) => [
      'e.happened_on',
      'e.ordered_on',
      ...dimensionsOf(metric).map((name) => orElse(r.ref(`e.${name}`), unknownMember).as(name)),
      r.ref('e.amount').as('numerator'),
      // An amount has no denominator; a rate's is 0 here, not missing, on days with a numerator alone.
      (metric.denominator ? toMoney('0') : noAmount()).as('denominator'),
    ]),
  )

/** The events of both sides. Only the numerator names the members of its parts. */
function events(metric: Metric, settings: Settings): Query<Row> {
  const denominator = (metric.denominator?.events(settings) ?? []).map((query) =>
    anyTable
      .selectFrom(query.as('e'))
      .select((r) => [
        'e.happened_on',
        'e.ordered_on',
        ...metric.dimensions.map((name) => orElse(r.ref(`e.${name}`), unknownMember).as(name)),
        ...metric.parts.map((name) => toText(sql.lit(null)).as(name)),
        toMoney('0').as('numerator'),
        r.ref('e.amount').as('denominator'),
      ]),
  )
  return together([...numeratorEvents(metric, settings), ...denominator])
}

/**
 * The events on their day of each basis, as of the run. An order's day counts as matured once all of its
 * orders have: a day of which only the early orders count would tell of too few events.
 */
function dated(metric: Metric, settings: Settings): Query<Row> {
  const asOfDay = calendarDay(asOf(), settings.timeZone)
  const days = Math.max(...metric.maturedBy.map((name) => settings.matured[name]))
  const on = (basis: KpiRow['basis'], day: 'happened_on' | 'ordered_on') =>
    anyTable
      .selectFrom('events as e')
      .select([word(basis).as('basis'), `e.${day} as day`])
      .select([...dimensionsOf(metric).map((name) => `e.${name}`), 'e.numerator', 'e.denominator'])
      .where('e.happened_on', '<=', asOfDay)
      .$if(metric.needs.length > 0, (rows) => rows.where(areMet(metric.needs)))
  return on('period', 'happened_on').unionAll(
    on('cohort', 'ordered_on').where((r) =>
      r(dayPlusDays(r.ref('e.ordered_on') as Expr<Day>, days), '<', asOfDay),
    ),
  )
}

const ofWhole = () =>
  anyTable
    .selectFrom('dated as d')
    .select(['d.basis', 'd.day', word('all').as('dimension'), word('all').as('member')])
    .select((r) => [
      sumMoney(r.ref('d.numerator')).as('numerator'),
      sumMoney(r.ref('d.denominator')).as('denominator'),
    ])
    .groupBy(['d.basis', 'd.day'])

const ofMembers = (dimension: Dimension) =>
  anyTable
    .selectFrom('dated as d')
    .select(['d.basis', 'd.day', word(dimension).as('dimension'), `d.${dimension} as member`])
    .select((r) => [
      sumMoney(r.ref('d.numerator')).as('numerator'),
      sumMoney(r.ref('d.denominator')).as('denominator'),
    ])
    .groupBy(['d.basis', 'd.day', `d.${dimension}`])

/** Each member of the numerator beside the whole denominator of each day. */
const ofParts = (dimension: Dimension) =>
  anyTable
    .selectFrom('dated as d')
    .innerJoin(
      anyTable
        .selectFrom('dated as m')
        .select(['m.basis', `m.${dimension} as member`])
        .where(`m.${dimension}`, 'is not', null)
        .distinct()
        .as('m'),
      'm.basis',
      'd.basis',
    )
    .select(['d.basis', 'd.day', word(dimension).as('dimension'), 'm.member'])
    .select((r) => [
      sumMoney(onlyIf(r(`d.${dimension}`, '=', r.ref('m.member')), r.ref('d.numerator'))).as('numerator'),
      sumMoney(r.ref('d.denominator')).as('denominator'),
    ])
    .groupBy(['d.basis', 'd.day', 'm.member'])
