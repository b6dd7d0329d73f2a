import { integer, text } from '../../../warehouse/columns.ts'
import { qualityTable, ranged, rangedValues } from '../quality_table.ts'
import { population } from './population.ts'

export const rankings = qualityTable({
  name: 'quality.rankings',
  about: 'How well the score finds abuse, beside the simpler ways to rank the same cases.',
  owner: 'loss prevention',
  grain: ['population', 'ranking'],
  columns: {
    population,
    ranking: text('What the cases are ranked by.').required(),
    position: integer('Its place on pages.').required(),
    ...ranged('average_precision', 'The mean of the precision at each abusive case.'),
    ...ranged('precision', 'Share of abuse among its highest cases, as many as the queue shows.'),
    ...ranged('value_captured', 'Share of the abusive cases’ value among these.'),
  },
  rows: ({ evaluation }) =>
    evaluation.populations.flatMap((of) =>
      of.rankings.map(({ ranking, averagePrecision, precision, valueCaptured }, index) => ({
        population: of.population,
        ranking,
        position: index + 1,
        ...rangedValues('average_precision', averagePrecision),
        ...rangedValues('precision', precision),
        ...rangedValues('value_captured', valueCaptured),
      })),
    ),
})
