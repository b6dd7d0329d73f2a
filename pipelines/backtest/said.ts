import type { Backtest } from '../backtest.ts'
import { populations } from '../evaluate/cases.ts'
import type { ComparedFigure, ComparedGroup, Judged } from './judged.ts'
import type { MovedCase, PopulationMoves } from './moves.ts'
import type { SignalChange } from './signal_changes.ts'

/** Most cases that are named; `--json` has all. */
const mostNamed = 20

/** The backtest in tables of plain text, at most 110 columns wide. */
export function saidOfBacktest(backtest: Backtest, { currency }: { readonly currency: string }): string[] {
  const { from, to, rulesets, moved, signals, staleFacts } = backtest
  const period = from || to ? `, ${from ?? 'from the first'} to ${to ?? 'the last'}` : ''
  if (rulesets.stored.length === 1 && rulesets.stored[0] === rulesets.rescored)
    return [
      'Nothing would move: the stored scores are of these very signals and settings.',
      'Change a signal under models/signals/ or a setting, and run this again before the next `recoup run`.',
    ]
  return [
    `Cases as stored → scored with the signals and settings as they are now${period}.`,
    ...(staleFacts.length > 0
      ? [`A run would also make anew: ${staleFacts.join(', ')}; that is not in here.`]
      : []),
    ...saidOfSignals(signals),
    ...backtest.populations.flatMap((one) => ['', ...saidOfPopulation(one, backtest.basis, currency)]),
    ...saidOfMoved(moved, currency),
  ]
}

const saidOfSignals = (signals: readonly SignalChange[]): string[] =>
  signals.length === 0
    ? []
    : [
        '',
        `  ${'signal that says otherwise'.padEnd(40)}${'fired'.padStart(20)}${'bits in all'.padStart(28)}`,
        ...signals.map(
          ({ case_type, signal, stored, rescored }) =>
            `  ${`${case_type}: ${signal.replaceAll('_', ' ')}`.padEnd(40)}${`${stored?.fired ?? '–'} → ${rescored?.fired ?? '–'}`.padStart(20)}${`${bits(stored)} → ${bits(rescored)}`.padStart(28)}`,
        ),
      ]

const saidOfPopulation = (
  {
    population,
    cases,
    shown,
    cameIn,
    wentOut,
    value,
    bands,
    judged,
  }: PopulationMoves & { judged: Judged | null },
  basis: Backtest['basis'],
  currency: string,
): string[] => [
  `${populations[population].toUpperCase()}: ${cases} cases; shown ${shown.stored} → ${shown.rescored} (${cameIn} enter, ${wentOut} ${wentOut === 1 ? 'leaves' : 'leave'}), of ${Math.round(value.stored)} → ${Math.round(value.rescored)} ${currency}`,
  ...(bands.length === 0
    ? []
    : [
        `  next step: ${bands.map(({ from, to, cases: of }) => `${said(from)} → ${said(to)} ${of}`).join(', ')}`,
      ]),
  ...(judged === null
    ? [
        `  No case of these ${basis === 'truth' ? 'is in the file of truth' : 'was decided'}, so nothing is said of right and wrong.`,
      ]
    : saidOfJudged(judged, basis)),
]

const saidOfJudged = (
  { labelled, abusive, figures, fairness }: Judged,
  basis: Backtest['basis'],
): string[] => [
  `  by ${basis === 'truth' ? 'the truth' : 'decisions'} on ${labelled}, ${abusive} abusive:`,
  ...figures.map(saidOfFigure),
  ...fairness.filter(hasMoved).map(saidOfGroup),
]

const saidOfFigure = ({ figure: name, stored, rescored, difference }: ComparedFigure) =>
  `    ${name.padEnd(28)}${figure(stored)} → ${figure(rescored)}${difference ? `, by ${signed(difference.value)} [${signed(difference.low)} to ${signed(difference.high)}]` : ''}`

/** Groups of which less than half a case in a hundred is shown otherwise are left out. */
const hasMoved = ({ honestShown: { stored, rescored }, isWarned }: ComparedGroup) =>
  isWarned || Math.abs((rescored ?? 0) - (stored ?? 0)) >= 0.005

const saidOfGroup = ({ division, group, honestShown, isWarned }: ComparedGroup) =>
  `    ${`honest shown, ${division}: ${group}`.padEnd(48)}${figure(honestShown.stored)} → ${figure(honestShown.rescored)}${isWarned ? '  ! above the whole' : ''}`

const saidOfMoved = (moved: readonly MovedCase[], currency: string): string[] =>
  moved.length === 0
    ? ['', 'No case enters the queue or leaves it.']
    : [
        '',
        `Moves: ${moved.length} cases${moved.length > mostNamed ? `, of which these change most (--json names all)` : ''}`,
        ...moved
          .slice(0, mostNamed)
          .map(
            ({ case_id, population, moves, score, expected_value, is_abuse }) =>
              `  ${moves === 'in' ? 'in ' : 'out'} ${case_id.padEnd(20)} ${populations[population].padEnd(24)} score ${figure(score.stored)} → ${figure(score.rescored)}, worth ${expected_value.stored.toFixed(2)} → ${expected_value.rescored.toFixed(2)} ${currency}${is_abuse === null ? '' : is_abuse ? ', abuse' : ', none'}`,
          ),
      ]

const said = (band: string) => band.replaceAll('_', ' ')
const bits = (of: SignalChange['stored']) => (of === null ? '–' : of.bits.toFixed(1))
const figure = (value: number | null) => (value === null ? '–' : value.toFixed(3))
const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`
