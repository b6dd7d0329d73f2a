import type { Evaluation, PopulationFigures } from '../evaluate.ts'
import { printable } from '../runner/printable.ts'
import { populations } from './cases.ts'
import type { Compared } from './compared.ts'
import type { GroupFairness } from './fairness.ts'
import type { Interval } from './intervals.ts'
import type { RankingFigures } from './rankings.ts'
import { comparedHead, saidOfCompared } from './said_compared.ts'

/** The evaluation in tables of plain text, at most 110 columns wide. */
export function saidOfEvaluation(evaluation: Evaluation): string[] {
  const { basis, from, to } = evaluation
  const period = from || to ? `, ${from ?? 'from the first'} to ${to ?? 'the last'}` : ''
  return [
    basis === 'truth'
      ? `Judged by what each case is given to be${period}.`
      : `Judged by reviewers’ decisions${period}: of what the queue did not show, only cases drawn at random say anything.`,
    'In brackets: where the figure falls in 95 of 100 samples drawn anew.',
    ...evaluation.populations.flatMap((one) => ['', ...saidOfPopulation(one, evaluation)]),
  ]
}

const saidOfPopulation = (of: PopulationFigures, { signals, challenger }: Evaluation): string[] => [
  `${populations[of.population].toUpperCase()}: ${of.cases} cases, ${of.abusive} abusive (${percent(of.abusive / of.cases)}); the queue would have shown ${of.reviewed}`,
  '',
  `  ${'ranked by'.padEnd(24)}${'average precision'.padEnd(24)}${'precision so far down'.padEnd(24)}value captured`,
  ...of.rankings.map(saidOfRanking),
  ...saidOfChallenger(of.challenger, challenger),
  '',
  `  Brier ${range(of.brier)}, by the prior alone ${figure(of.brierOfPrior)}; calibration error ${range(of.calibrationError)}, by the prior alone ${figure(of.calibrationErrorOfPrior)}`,
  `  predicted → abusive, by tenths: ${of.reliability.map(({ predicted, abusive }) => `${percent(predicted)} → ${percent(abusive)}`).join(', ')}`,
  '',
  ...of.quarters.map(
    ({ quarter, cases, abusive, averagePrecision, brier }) =>
      `  ${quarter}: ${cases} cases, ${abusive} abusive, average precision ${figure(averagePrecision)}, Brier ${figure(brier)}`,
  ),
  '',
  `  ${'who is shown'.padEnd(32)}${'cases'.padStart(7)}  ${'share shown'.padEnd(22)}share of the honest shown`,
  ...of.fairness.map(saidOfGroup),
  '',
  ...saidOfRecall(of),
  `  ${'signal'.padEnd(30)}${'fired'.padStart(7)}${'unknown'.padStart(10)}${'abusive'.padStart(10)}${'lift'.padStart(8)}${'bits'.padStart(8)}`,
  ...signals
    .filter(({ population }) => population === of.population)
    .map(
      ({ signal, fired, unknown, precision, lift, bits }) =>
        `  ${signal.replaceAll('_', ' ').padEnd(30)}${String(fired).padStart(7)}${percent(unknown).padStart(10)}${percent(precision).padStart(10)}${decimals(lift, 1).padStart(8)}${decimals(bits, 2).padStart(8)}`,
    ),
]

const saidOfChallenger = (figures: Compared | null, proposal: string | null): string[] =>
  figures === null
    ? []
    : [
        '',
        `  ${printable(proposal ?? '')} in shadow, on the ${figures.cases} cases since, ${figures.abusive} abusive`,
        comparedHead(''),
        ...saidOfCompared(figures),
      ]

const saidOfRanking = ({ ranking, averagePrecision, precision, valueCaptured }: RankingFigures) =>
  `  ${ranking.padEnd(24)}${range(averagePrecision).padEnd(24)}${range(precision).padEnd(24)}${range(valueCaptured)}`

const saidOfGroup = ({ division, group, cases, reviewed, falsePositives, isWarned }: GroupFairness) =>
  `  ${`${division}: ${group}`.padEnd(32)}${String(cases).padStart(7)}  ${range(reviewed).padEnd(22)}${range(falsePositives)}${isWarned ? '  ! above the whole' : ''}`

const saidOfRecall = ({ recall }: PopulationFigures): string[] =>
  recall.length === 0
    ? []
    : [
        `  ${'abuse, by kind and by person'.padEnd(32)}${'cases'.padStart(7)}  share shown`,
        ...recall.map(
          ({ division, group, abusive, shown }) =>
            `  ${`${division}: ${group.replaceAll('_', ' ')}`.padEnd(32)}${String(abusive).padStart(7)}  ${range(shown)}`,
        ),
        '',
      ]

const decimals = (value: number | null, places: number) => (value === null ? '–' : value.toFixed(places))
const figure = (value: number | null) => decimals(value, 3)
const percent = (value: number | null) => (value === null ? '–' : `${(value * 100).toFixed(1)}%`)
const range = (interval: Interval | null) =>
  interval ? `${figure(interval.value)} [${figure(interval.low)}–${figure(interval.high)}]` : '–'
