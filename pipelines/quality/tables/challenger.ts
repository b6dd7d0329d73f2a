import { choice, integer, number, text } from '../../../warehouse/columns.ts'
import { isEnough } from '../../evaluate/enough.ts'
import { qualityTable, ranged, rangedValues } from '../quality_table.ts'
import { population } from './population.ts'

export const challenger = qualityTable({
  name: 'quality.challenger',
  about:
    'The proposal that runs in shadow beside the present weights, on the decided cases since it was recorded.',
  owner: 'loss prevention',
  grain: ['population', 'measure'],
  columns: {
    population,
    proposal_id: text('The proposal.').required(),
    measure: choice(['average_precision', 'brier', 'log_loss'], 'What is measured.').required(),
    position: integer('Its place on pages.').required(),
    cases: integer('Decided cases that both scored.').required(),
    abusive: integer('Those found abusive.').required(),
    ...ranged('present', 'What the present weights reach; missing where too few are abusive or not.'),
    ...ranged('proposed', 'What the proposal reaches.'),
    ...ranged('difference', 'The second less the first, sample by sample.'),
    better: number('1 where more is better, −1 where less is.').required(),
  },
  rows: ({ evaluation }) =>
    evaluation.populations.flatMap(({ population: name, challenger: of }) => {
      if (of === null || evaluation.challenger === null) return []
      const enough = isEnough(of)
      const measures = [
        ['average_precision', of.averagePrecision, 1],
        ['brier', of.brier, -1],
        ['log_loss', of.logLoss, -1],
      ] as const
      return measures.map(([measure, { present, proposed, difference }, better], index) => ({
        population: name,
        proposal_id: evaluation.challenger as string,
        measure,
        position: index + 1,
        cases: of.cases,
        abusive: of.abusive,
        ...rangedValues('present', enough ? present : null),
        ...rangedValues('proposed', enough ? proposed : null),
        ...rangedValues('difference', enough ? difference : null),
        better,
      }))
    }),
})
