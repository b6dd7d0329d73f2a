import { boolean, integer, number, text } from '../../../warehouse/columns.ts'
import { populations as titles } from '../../evaluate/cases.ts'
import { isEnough } from '../../evaluate/enough.ts'
import { qualityTable, ranged, rangedValues } from '../quality_table.ts'
import { population } from './population.ts'

export const populations = qualityTable({
  name: 'quality.populations',
  about:
    'How many cases of each kind were decided, what the queue would have shown of them, and how far the score’s percentages are to be trusted.',
  owner: 'loss prevention',
  grain: ['population'],
  columns: {
    population,
    title: text('Its name on pages.').required(),
    position: integer('Its place on pages.').required(),
    cases: integer('Cases that a person decided as abuse or as none.').required(),
    abusive: integer('Those found abusive.').required(),
    drawn: integer(
      'Cases looked at only because they were drawn by lot, each of which stands for several.',
    ).required(),
    shown: integer('Decided cases that the queue shows at its capacity.').required(),
    is_enough: boolean(
      'Whether ten or more were found abusive and ten or more not: below, figures are single cases.',
    ).required(),
    ...ranged('brier', 'Brier score: the mean squared distance between score and outcome; 0 is best.'),
    brier_of_prior: number('The Brier score of giving every case its prior.').required(),
    ...ranged(
      'calibration_error',
      'The mean distance between what was predicted and what was, over tenths of the cases.',
    ),
    calibration_error_of_prior: number('The same of giving every case its prior.').required(),
  },
  rows: ({ evaluation }) =>
    evaluation.populations.map((of, index) => ({
      population: of.population,
      title: titles[of.population],
      position: index + 1,
      cases: of.cases,
      abusive: of.abusive,
      drawn: of.drawn,
      shown: of.reviewed,
      is_enough: isEnough(of),
      ...rangedValues('brier', of.brier),
      brier_of_prior: of.brierOfPrior,
      ...rangedValues('calibration_error', of.calibrationError),
      calibration_error_of_prior: of.calibrationErrorOfPrior,
    })),
})
