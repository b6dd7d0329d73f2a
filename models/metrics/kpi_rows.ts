import { expressionBuilder, type Kysely } from 'kysely'
import type { Day, Money } from '../../warehouse/columns.ts'
import {
  asOf,
  calendarDay,
  dayPlusDays,
  type Expr,
  multiplyMoney,
  onlyIf,
  orElse,
  sumMoney,
  toMoney,
  toText,
  whole,
  word,
} from '../../warehouse/functions.ts'
import { type Query, tables } from '../../warehouse/tables.ts'
import type { Settings } from '../settings.ts'
import { type Dimension, type Metric, one } from './metric.ts'
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

/**
 * Long rows of all metrics: additive, so that Σ numerator ÷ Σ denominator holds for any days and members. Metrics
 * of the same dimensions are added up together: the engine takes longer to plan a query for each than to run it.
 */
export const kpiRows = (metrics: readonly Metric[], settings: Settings): Query<KpiRow> =>
  together(alike(metrics).map((some) => anyTable.selectFrom(rowsOf(some, settings).as('k')).selectAll('k')))

export type MeasuredRow = Omit<KpiRow, 'numerator' | 'denominator'> & { amount: Money }

/** What each event of the metrics' numerators measures: once for the whole shop, and once for its member of each dimension. */
export const measuredRows = (metrics: readonly Metric[], settings: Settings): Query<MeasuredRow> =>
  together(
    alike(metrics).map((some) => anyTable.selectFrom(measuredBy(some, settings).as('m')).selectAll('m')),
  )

const together = (queries: readonly Query<Row>[]): Query<Row> =>
  queries.reduce((all, query) => all.unionAll(query))

/** Metrics that are told apart by the same dimensions. */
type Alike = Pick<Metric, 'dimensions' | 'parts'> & { readonly metrics: readonly Metric[] }

function alike(metrics: readonly Metric[]): Alike[] {
  const groups = new Map<string, Metric[]>()
  for (const metric of metrics) {
    const key = JSON.stringify([metric.dimensions, metric.parts])
    groups.set(key, [...(groups.get(key) ?? []), metric])
  }
  return [...groups.values()].map((some) => ({ ...(some[0] as Metric), metrics: some }))
}

function rowsOf({ metrics, dimensions, parts }: Alike, settings: Settings): Query<Row> {
  const rows = together([ofWhole(), ...dimensions.map(ofMembers), ...parts.map(ofParts)])
  return anyTable
    .with('events', () => together(metrics.flatMap((metric) => addedUp(metric, settings))))
    .with('dated', () => dated([...dimensions, ...parts, 'numerator', 'denominator'], settings))
    .selectFrom(rows.as('r'))
    .select(['r.metric', 'r.basis', 'r.day', 'r.dimension', 'r.member', 'r.denominator'])
    .select((r) => orElse(r.ref('r.numerator'), toMoney('0')).as('numerator'))
}

function measuredBy({ metrics, dimensions, parts }: Alike, settings: Settings): Query<Row> {
  const measured = (dimension: KpiRow['dimension'], member: Expr<string>) =>
    anyTable
      .selectFrom('dated as d')
      .select(['d.metric', 'd.basis', 'd.day', 'd.amount', member.as('member')])
      .select(word(dimension).as('dimension'))
  const rows = together([
    measured('all', word('all')),
    ...dimensions.map((dimension) => measured(dimension, sql.ref(`d.${dimension}`))),
  ])
  const each = (metric: Metric) =>
    metric.numerator.events(settings).map((query) =>
      named(metric, settings, happened(metric, settings, query))
        .select('e.amount')
        .where('e.amount', 'is not', null),
    )
  return anyTable
    .with('events', () => together(metrics.flatMap(each)))
    .with('dated', () => dated([...dimensions, ...parts, 'amount'], settings))
    .selectFrom(rows.as('r'))
    .selectAll('r')
}

const unknownMember = 'not known'

/** The day of the run. */
const asOfDay = ({ timeZone }: Settings) => calendarDay(asOf(), timeZone)

/** What has happened of a metric's events as of the run, each with a member of all dimensions. */
const happened = (
  { dimensions, needs }: Metric,
  settings: Settings,
  query: Query<Row>,
  parts: readonly Dimension[] = [],
): Query<Row> =>
  anyTable
    .selectFrom(query.as('e'))
    .where('e.happened_on', '<=', asOfDay(settings))
    .select(['e.happened_on', 'e.ordered_on', 'e.amount'])
    .select((r) =>
      [...dimensions, ...parts].map((name) => orElse(r.ref(`e.${name}`), unknownMember).as(name)),
    )
    .$if(needs.length > 0, (rows) => rows.where(areMet(needs)))

/** Events with the metric that they are of, and the days after which an order's day has matured. */
const named = (
  { name, maturedBy, dimensions }: Metric,
  { matured }: Settings,
  events: Query<Row>,
): Query<Row> =>
  anyTable
    .selectFrom(events.as('e'))
    .select(['e.happened_on', 'e.ordered_on', ...dimensions.map((dimension) => `e.${dimension}`)])
    .select([
      word(name).as('metric'),
      whole(Math.max(...maturedBy.map((setting) => matured[setting]))).as('matures_in'),
    ])

/**
 * What a metric's events bring to either side, those of the same days and members added up: there are far
 * fewer of these than events, and every dimension goes through them again.
 */
function addedUp(metric: Metric, settings: Settings): Query<Row>[] {
  const { dimensions, numerator, denominator, parts, per } = metric
  const none = toMoney('0')
  const added = (query: Query<Row>, of: readonly Dimension[]) =>
    named(metric, settings, happened(metric, settings, query, of)).groupBy([
      'e.happened_on',
      'e.ordered_on',
      ...[...dimensions, ...of].map((name) => `e.${name}`),
    ])
  const ofNumerator = numerator.events(settings).map((query) =>
    added(query, parts)
      .select(parts.map((name) => `e.${name}`))
      .select((r) => {
        const amount = r.ref('e.amount') as Expr<Money | null>
        const counted = sumMoney(onlyIf(r('e.amount', 'is not', null), one()))
        // An amount has no denominator; a rate's is 0 here, not missing, on days with a numerator alone.
        const beside = denominator ? (metric.isMean ? orElse(counted, none) : none) : toMoney(sql.lit(null))
        const sum = sumMoney(amount)
        return [(per === 1 ? sum : multiplyMoney(sum, per)).as('numerator'), beside.as('denominator')]
      }),
  )
  if (!denominator || denominator.events === 'those measured') return ofNumerator
  const ofDenominator = denominator.events(settings).map((query) =>
    added(query, [])
      .select(parts.map((name) => toText(sql.lit(null)).as(name)))
      .select((r) => [none.as('numerator'), sumMoney(r.ref('e.amount')).as('denominator')]),
  )
  return [...ofNumerator, ...ofDenominator]
}

/**
 * Events on their day of each basis. An order's day counts as matured once all of its orders have: a day of
 * which only the early orders count would tell of too few events.
 */
function dated(columns: readonly string[], settings: Settings): Query<Row> {
  const on = (basis: KpiRow['basis'], day: 'happened_on' | 'ordered_on') =>
    anyTable
      .selectFrom('events as e')
      .select(['e.metric', word(basis).as('basis'), `e.${day} as day`, ...columns.map((name) => `e.${name}`)])
  return on('period', 'happened_on').unionAll(
    on('cohort', 'ordered_on').where((r) =>
      r(
        dayPlusDays(r.ref('e.ordered_on') as Expr<Day>, r.ref('e.matures_in') as Expr<number>),
        '<',
        asOfDay(settings),
      ),
    ),
  )
}

const ofWhole = () =>
  anyTable
    .selectFrom('dated as d')
    .select(['d.metric', 'd.basis', 'd.day', word('all').as('dimension'), word('all').as('member')])
    .select((r) => [
      sumMoney(r.ref('d.numerator')).as('numerator'),
      sumMoney(r.ref('d.denominator')).as('denominator'),
    ])
    .groupBy(['d.metric', 'd.basis', 'd.day'])

const ofMembers = (dimension: Dimension) =>
  anyTable
    .selectFrom('dated as d')
    .select(['d.metric', 'd.basis', 'd.day', word(dimension).as('dimension'), `d.${dimension} as member`])
    .select((r) => [
      sumMoney(r.ref('d.numerator')).as('numerator'),
      sumMoney(r.ref('d.denominator')).as('denominator'),
    ])
    .groupBy(['d.metric', 'd.basis', 'd.day', `d.${dimension}`])

/** Each member of the numerator beside the whole denominator of each day. */
const ofParts = (dimension: Dimension) =>
  anyTable
    .selectFrom('dated as d')
    .innerJoin(
      anyTable
        .selectFrom('dated as m')
        .select(['m.metric', 'm.basis', `m.${dimension} as member`])
        .where(`m.${dimension}`, 'is not', null)
        .distinct()
        .as('m'),
      (on) => on.onRef('m.metric', '=', 'd.metric').onRef('m.basis', '=', 'd.basis'),
    )
    .select(['d.metric', 'd.basis', 'd.day', word(dimension).as('dimension'), 'm.member'])
    .select((r) => [
      sumMoney(onlyIf(r(`d.${dimension}`, '=', r.ref('m.member')), r.ref('d.numerator'))).as('numerator'),
      sumMoney(r.ref('d.denominator')).as('denominator'),
    ])
    .groupBy(['d.metric', 'd.basis', 'd.day', 'm.member'])
