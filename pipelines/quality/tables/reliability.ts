import { integer, number } from '../../../warehouse/columns.ts'
import { isEnough } from '../../evaluate/enough.ts'
import { qualityTable } from '../quality_table.ts'
import { population } from './population.ts'

export const reliability = qualityTable({
  name: 'quality.reliability',
  about:
    'What the score predicted and what was, by tenths of the decided cases from the lowest score to the highest.',
  owner: 'loss prevention',
  grain: ['population', 'tenth'],
  columns: {
    population,
    tenth: integer('The tenth, from 1.').required(),
    weight: number('For how many cases its cases stand.').required(),
    predicted: number('The mean of their scores.').required(),
    abusive: number('The share of them that was abuse.').required(),
  },
  rows: ({ evaluation }) =>
    evaluation.populations
      .filter(isEnough)
      .flatMap((of) =>
        of.reliability.map((bin, index) => ({ population: of.population, tenth: index + 1, ...bin })),
      ),
})
