import { expect, test } from 'vitest'
import { metrics } from '../../models/metrics/all.ts'
import { type Metric, pillars } from '../../models/metrics/metric.ts'
import { type Need, sourcesOf } from '../../models/metrics/needs.ts'
import { layers } from '../../models/model.ts'
import { defaultSettings } from '../../models/settings.ts'
import { qualityTables } from '../../pipelines/quality/all.ts'
import { readCatalog } from '../../pipelines/runner/catalog.ts'

// The files are written anew by `npx vitest run test/docs -u`.
const notice = '<!-- Written from the files by test/docs: change those, not this page. -->'

const better = { up: 'more', down: 'less', zero: 'near 0' }

const title = (name: string): string => {
  const spaced = name.replaceAll('_', ' ')
  return `${spaced[0]?.toUpperCase()}${spaced.slice(1)}`
}

const words = (need: Need) =>
  sourcesOf(need)
    .map((source) => `\`${source}\``)
    .join(' or ')

test('docs/metrics.md says every metric as its file does', async () => {
  const told = ({
    name,
    title,
    sentence,
    numerator,
    denominator,
    unit,
    direction,
    owner,
    per,
    ...metric
  }: Metric) => {
    const by = [...metric.dimensions, ...metric.parts].map((dimension) => dimension.replaceAll('_', ' '))
    return [
      `### ${title}`,
      `\`${name}\` · ${unit} · ${better[direction]} is better · asked of: ${owner}`,
      sentence,
      denominator
        ? `**${numerator.means}** ÷ **${denominator.means}**${per === 1 ? '' : `, for every ${per.toLocaleString('en')}`}`
        : `**${numerator.means}**`,
      ...(metric.needs.length > 0 ? [`Needs a record of ${metric.needs.map(words).join(', of ')}.`] : []),
      ...(by.length > 0 ? [`Also by ${by.join(', ')}.`] : []),
      ...(metric.reference
        ? [`Published elsewhere: ${metric.reference.figure} (${metric.reference.source}).`]
        : []),
    ].join('\n\n')
  }
  const page = [
    '# Metrics',
    notice,
    'Each metric is one file under [`models/metrics/definitions/`](../models/metrics/definitions). All are in `metrics.kpis` by day, for the whole shop and by dimension, on two bases: `period`, by the day of what happened, and `cohort`, by the day of the order, once the order has matured. The figure of any span of days is the sum of its numerators ÷ the sum of its denominators; where nothing is to be divided by, or what a metric needs was never recorded, there is no data. Medians and nine-tenths of those that are means are in `metrics.quantiles` by month.',
    ...pillars.flatMap((pillar) => [
      `## ${title(pillar)}`,
      ...metrics.filter((metric) => metric.pillar === pillar).map(told),
    ]),
  ].join('\n\n')

  await expect(`${page}\n`).toMatchFileSnapshot('../../docs/metrics.md')
})

test('docs/tables.md says every table as its file does', async () => {
  const { models } = await readCatalog(defaultSettings)
  const page = [
    '# Tables',
    notice,
    'Each table is one file under [`models/`](../models), which says its columns too. A run builds them in this order of layers.',
    ...layers.flatMap((layer) => [
      `## ${title(layer)}`,
      [
        '| table | what it tells | one row for each | owner |',
        '| --- | --- | --- | --- |',
        ...models
          .filter(({ model }) => model.name.startsWith(`${layer}.`))
          .map(
            ({ model: { name, about, grain, owner } }) =>
              `| \`${name}\` | ${about} | ${grain.join(', ')} | ${owner} |`,
          )
          .sort(),
      ].join('\n'),
    ]),
    '## Quality',
    'Each of these is one file under [`pipelines/quality/tables/`](../pipelines/quality/tables). They are made when a snapshot is published, by what `recoup evaluate` says of people’s decisions, where scores or decisions have changed.',
    [
      '| table | what it tells | one row for each | owner |',
      '| --- | --- | --- | --- |',
      ...qualityTables
        .map(
          ({ name, about, grain, owner }) =>
            `| \`${name}\` | ${about} | ${grain.join(', ') || 'shop'} | ${owner} |`,
        )
        .sort(),
    ].join('\n'),
  ].join('\n\n')

  await expect(`${page}\n`).toMatchFileSnapshot('../../docs/tables.md')
})
