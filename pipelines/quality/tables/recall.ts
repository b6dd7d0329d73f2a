import { integer, text } from '../../../warehouse/columns.ts'
import { ofEnough } from '../../evaluate/enough.ts'
import { qualityTable, ranged, rangedValues } from '../quality_table.ts'
import { population } from './population.ts'

export const recall = qualityTable({
  name: 'quality.recall',
  about:
    'How much of the abuse that people found the queue shows, over all and by what a claim says happened.',
  owner: 'loss prevention',
  grain: ['population', 'division', 'kind'],
  columns: {
    population,
    division: text('`all` for all abuse of these cases, else `kind`.').required(),
    kind: text('What the claims say happened.').required(),
    abusive: integer('Cases found abusive.').required(),
    ...ranged('shown', 'Share of them that the queue shows; missing where there are fewer than ten.'),
  },
  rows: ({ evaluation }) =>
    evaluation.populations.flatMap((of) =>
      of.recall.map(({ division, group, abusive, shown }) => ({
        population: of.population,
        division,
        kind: group,
        abusive,
        ...rangedValues('shown', ofEnough(abusive, shown)),
      })),
    ),
})
