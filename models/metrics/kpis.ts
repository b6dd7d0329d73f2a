import { choice, day, money, text } from '../../warehouse/columns.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { metrics } from './all.ts'
import { kpiRows } from './kpi_rows.ts'
import { dimensions } from './metric.ts'

export const kpis = model({
  name: 'metrics.kpis',
  about:
    'Every metric by day: Σ numerator ÷ Σ denominator over the days of any period is its figure for the shop or for one member of a dimension.',
  owner: 'executives',
  grain: ['metric', 'basis', 'day', 'dimension', 'member'],
  load: rebuilt(),
  published: true,
  columns: {
    metric: text('The metric, as in metrics.definitions.').required(),
    basis: choice(
      ['period', 'cohort'],
      'Whether day is that of the event, or that of the order, for orders that have matured.',
    ).required(),
    day: day('The business day.').required(),
    dimension: choice(
      ['all', ...dimensions],
      'By what the figure is told apart; all for the whole shop.',
    ).required(),
    member: text('The member of the dimension; all for the whole shop.').required(),
    numerator: money(
      'Its part of the numerator, in the metric’s own unit or in the reporting currency, times per of metrics.definitions.',
    ).required(),
    denominator: money('Its part of the denominator; missing where the metric is an amount.'),
  },
  query: (settings) => kpiRows(metrics, settings),
})
