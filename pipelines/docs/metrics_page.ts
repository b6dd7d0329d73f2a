import { pillars } from '../../models/metrics/metric.ts'
import type { Described, DescribedMetric } from './described.ts'
import { code, folder, page, title } from './markdown.ts'

const better = { up: 'more', down: 'less', zero: 'near 0' }

/** Every metric as its file says it. */
export const metricsPage = ({ metrics }: Described, notice: string, root?: string): string =>
  page([
    '# Metrics',
    notice,
    `Each metric is one file under ${folder('models/metrics/definitions', root)}. All are in \`metrics.kpis\` by day, for the whole shop and by dimension, on two bases: \`period\`, by the day of what happened, and \`cohort\`, by the day of the order, once the order has matured. The figure of any span of days is the sum of its numerators ÷ the sum of its denominators; where nothing is to be divided by, or what a metric needs was never recorded, there is no data. Medians and nine-tenths of those that are means are in \`metrics.quantiles\` by month.`,
    ...pillars.flatMap((pillar) => [
      `## ${title(pillar)}`,
      ...metrics.filter((metric) => metric.pillar === pillar).map(told),
    ]),
  ])

function told(metric: DescribedMetric): string {
  const by = metric.by.map((dimension) => dimension.replaceAll('_', ' '))
  const needs = metric.needs.map((sources) => sources.map(code).join(' or '))
  return [
    `### ${metric.title}`,
    `${code(metric.name)} · ${metric.unit} · ${better[metric.better]} is better · asked of: ${metric.owner}`,
    metric.about,
    metric.denominator
      ? `**${metric.numerator}** ÷ **${metric.denominator}**${metric.per === 1 ? '' : `, for every ${metric.per.toLocaleString('en')}`}`
      : `**${metric.numerator}**`,
    ...(needs.length > 0 ? [`Needs a record of ${needs.join(', of ')}.`] : []),
    ...(by.length > 0 ? [`Also by ${by.join(', ')}.`] : []),
    ...(metric.reference
      ? [`Published elsewhere: ${metric.reference.figure} (${metric.reference.source}).`]
      : []),
  ].join('\n\n')
}
