import { boolean, choice, integer, number, text } from '../../warehouse/columns.ts'
import { type Expr, isTrue, toNumber, toText, whole, word } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model, type Owner } from '../model.ts'
import type { Settings } from '../settings.ts'
import { metrics } from './all.ts'
import { directions, type Metric, pillars, units } from './metric.ts'

export const definitions = model({
  name: 'metrics.definitions',
  about: 'What each metric means, what it is made of, and which published figure to hold it against.',
  owner: 'executives',
  grain: ['metric'],
  load: rebuilt(),
  published: true,
  columns: {
    metric: text('The metric.').required(),
    title: text('Its name on pages.').required(),
    pillar: choice(pillars, 'The part of the business that it tells of.').required(),
    sentence: text('What it tells and how it is counted.').required(),
    numerator_means: text('What its numerator adds up.').required(),
    denominator_means: text('What its denominator adds up; missing where the metric is an amount.'),
    per: integer(
      'Of how many in the denominator the figure tells: 1,000 where it is one per 1,000, else 1. Numerators in metrics.kpis have been multiplied by it.',
    ).required(),
    unit: choice(units, 'The unit of the figure.').required(),
    direction: choice(directions, 'Which way is better; zero where the figure should be near 0.').required(),
    owner: text('Who answers for it.').required(),
    reference: text('A published figure to compare with.'),
    reference_source: text('Where that was published.'),
    target: number(
      'What the figure should be by the setting targets; that of a day where the metric is an amount.',
    ),
    is_headline: boolean('Whether it is watched day by day, and stands first on pages.').required(),
    position: integer('Its place among the metrics.').required().unique(),
  },
  query: ({ targets }) =>
    metrics.map((metric) => asRow(metric, targets[metric.name])).reduce((all, row) => all.unionAll(row)),
})

const asRow = (metric: Metric, target: Settings['targets'][string] | undefined) =>
  tables().selectNoFrom((r) => {
    const known = (words: string | undefined): Expr<string | null> =>
      words === undefined ? toText(r.lit(null)) : word<string>(words)
    return [
      word<string>(metric.name).as('metric'),
      word<string>(metric.title).as('title'),
      word<Metric['pillar']>(metric.pillar).as('pillar'),
      word<string>(metric.sentence).as('sentence'),
      word<string>(metric.numerator.means).as('numerator_means'),
      known(metric.denominator?.means).as('denominator_means'),
      whole(metric.per).as('per'),
      word<Metric['unit']>(metric.unit).as('unit'),
      word<Metric['direction']>(metric.direction).as('direction'),
      word<Owner>(metric.owner).as('owner'),
      known(metric.reference?.figure).as('reference'),
      known(metric.reference?.source).as('reference_source'),
      toNumber(r.lit(target ?? null)).as('target'),
      isTrue(r.lit(metric.isHeadline)).as('is_headline'),
      whole(metric.position).as('position'),
    ]
  })
