import { expect, test } from 'vitest'
import { metrics } from '../../../models/metrics/all.ts'
import { definitions } from '../../../models/metrics/definitions.ts'
import { given } from '../given.ts'

test('every metric is defined once, amounts without a denominator', async () => {
  const rows = await (await given({})).rows(definitions)

  expect(rows.map(({ metric }) => metric)).toEqual(metrics.map(({ name }) => name).sort())
  expect(rows.filter((row) => row.denominator_means === null).map(({ metric }) => metric)).toEqual([
    'decay_cost',
    'margin_recovery',
    'net_margin_after_returns',
  ])
  expect(rows.find(({ metric }) => metric === 'return_rate')).toMatchObject({
    title: 'Return rate',
    pillar: 'retention',
    unit: 'share',
    direction: 'down',
    numerator_means: 'net value of goods returned',
    denominator_means: 'net value of goods shipped',
    reference: '15.8%, online 19.3%',
    reference_source: 'NRF 2025',
  })
})

test('a rate per 1,000 says so, and what it counts is not multiplied in words', async () => {
  const rows = await (await given({})).rows(definitions)

  expect(rows.filter(({ per }) => per !== 1)).toMatchObject([
    {
      metric: 'wismo_per_thousand_orders',
      per: 1000,
      numerator_means: 'contacts asking where the order is',
      denominator_means: 'orders shipped',
    },
  ])
})

test('a metric’s file bears its name', async () => {
  for (const { name } of metrics) {
    const exported: object = await import(`../../../models/metrics/definitions/${name}.ts`)
    expect(Object.values(exported)).toContainEqual(expect.objectContaining({ name }))
  }
})

test('a figure carries the target that the settings give it', async () => {
  const settings = { targets: { on_time_delivery: 0.95, net_margin_after_returns: 12_000 } }
  const rows = await (await given({}, { settings })).rows(definitions)

  expect(rows.filter(({ target }) => target !== null).map(({ metric, target }) => [metric, target])).toEqual([
    ['net_margin_after_returns', 12_000],
    ['on_time_delivery', 0.95],
  ])
})
