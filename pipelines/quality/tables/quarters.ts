import { integer, number, text } from '../../../warehouse/columns.ts'
import { isEnough } from '../../evaluate/enough.ts'
import { qualityTable } from '../quality_table.ts'
import { population } from './population.ts'

export const quarters = qualityTable({
  name: 'quality.quarters',
  about: 'How well the score found abuse in the cases of each quarter.',
  owner: 'loss prevention',
  grain: ['population', 'quarter'],
  columns: {
    population,
    quarter: text('The quarter in which the cases were scored, as `2026 Q1`, UTC.').required(),
    cases: integer('Decided cases of it.').required(),
    abusive: integer('Those found abusive.').required(),
    average_precision: number(
      'The mean of the precision at each abusive case; missing where too few are abusive or not.',
    ),
    brier: number('The mean squared distance between score and outcome; missing likewise.'),
  },
  rows: ({ evaluation }) =>
    evaluation.populations.flatMap((of) =>
      of.quarters.map((quarter) => ({
        population: of.population,
        quarter: quarter.quarter,
        cases: quarter.cases,
        abusive: quarter.abusive,
        average_precision: isEnough(quarter) ? quarter.averagePrecision : null,
        brier: isEnough(quarter) ? quarter.brier : null,
      })),
    ),
})
