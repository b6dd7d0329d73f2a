import { choice, day, integer, number } from '../../warehouse/columns.ts'
import { countRows, monthOf, quantile, toNumber } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { metrics } from './all.ts'
import { measuredRows } from './kpi_rows.ts'
import { kpis } from './kpis.ts'

export const quantiles = model({
  name: 'metrics.quantiles',
  about:
    'What half and what nine tenths of the events of a month do not exceed, of each metric that is a mean: hours to ship, days to refund and so on.',
  owner: 'operations',
  grain: ['metric', 'basis', 'month', 'dimension', 'member'],
  load: rebuilt(),
  published: true,
  columns: {
    metric: kpis.columns.metric,
    basis: choice(
      ['period', 'cohort'],
      'Whether the month is that of the event, or that of the order, for orders that have matured.',
    ).required(),
    month: day('The first day of the month.').required(),
    dimension: kpis.columns.dimension,
    member: kpis.columns.member,
    events: integer('How many events were measured.').required(),
    p50: number('What half of them do not exceed, in the metric’s unit.').required(),
    p90: number('What nine tenths of them do not exceed.').required(),
  },
  query: (settings) =>
    tables()
      .selectFrom(
        measuredRows(
          metrics.filter(({ isMean }) => isMean),
          settings,
        ).as('m'),
      )
      .groupBy((r) => ['m.metric', 'm.basis', monthOf(r.ref('m.day')), 'm.dimension', 'm.member'])
      .select((r) => [
        'm.metric',
        'm.basis',
        monthOf(r.ref('m.day')).as('month'),
        'm.dimension',
        'm.member',
        countRows().as('events'),
        quantile(toNumber(r.ref('m.amount')), 0.5)
          .$notNull()
          .as('p50'),
        quantile(toNumber(r.ref('m.amount')), 0.9)
          .$notNull()
          .as('p90'),
      ]),
})
