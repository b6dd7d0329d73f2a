import type { Settings } from '../models/settings.ts'
import type { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { type Bin, brier, calibrationError, reliability } from './evaluate/calibration.ts'
import { reviewedAtCapacity } from './evaluate/capacity.ts'
import {
  type Case,
  caseTypeOf,
  labelled,
  type Population,
  populations,
  type ScoredCase,
  scoredCases,
} from './evaluate/cases.ts'
import { challengerFigures, challengerOf } from './evaluate/challenger.ts'
import type { Compared } from './evaluate/compared.ts'
import { fairness, type GroupFairness } from './evaluate/fairness.ts'
import { grouped } from './evaluate/grouped.ts'
import { type Interval, weightsOf, withInterval } from './evaluate/intervals.ts'
import { labelsFromDecisions, labelsFromTruth } from './evaluate/labels.ts'
import { averagePrecision, ranking } from './evaluate/ranking.ts'
import { type RankingFigures, rankingsOf } from './evaluate/rankings.ts'
import { type Recall, recall } from './evaluate/recall.ts'
import { type SignalRecord, signalRecords } from './evaluate/signals.ts'
import { Problem } from './runner/problems.ts'

export type PopulationFigures = {
  readonly population: Population
  readonly cases: number
  readonly abusive: number
  /** Cases that were looked at only because they were drawn by lot: each stands for several. */
  readonly drawn: number
  /** Cases that the queue would have shown, at its capacity each day. */
  readonly reviewed: number
  readonly rankings: readonly RankingFigures[]
  /** Beside the score, on the cases that both scored; null where the challenger scored none. */
  readonly challenger: Compared | null
  readonly brier: Interval | null
  /** The Brier score of giving every case its prior. */
  readonly brierOfPrior: number
  readonly calibrationError: Interval | null
  readonly calibrationErrorOfPrior: number
  readonly reliability: readonly Bin[]
  readonly quarters: readonly Quarter[]
  readonly fairness: readonly GroupFairness[]
  readonly recall: readonly Recall[]
}

export type Quarter = {
  readonly quarter: string
  readonly cases: number
  readonly abusive: number
  readonly averagePrecision: number | null
  readonly brier: number
}

export type Evaluation = {
  readonly basis: 'decisions' | 'truth'
  readonly from: string | null
  readonly to: string | null
  /** The proposal that runs in shadow. */
  readonly challenger: string | null
  readonly populations: readonly PopulationFigures[]
  readonly signals: readonly SignalRecord[]
}

export type EvaluationOptions = {
  /** A CSV file that tells what each case was; without it the decisions do. */
  readonly truth?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** Judges the stored scores against what the cases turned out to be. Nothing is written. */
export async function evaluate(
  warehouse: Warehouse,
  settings: Settings,
  options: EvaluationOptions,
): Promise<Evaluation> {
  const evaluation = await evaluationOf(warehouse, settings, options)
  if (evaluation.populations.length === 0) throw nothingToJudge(options.truth)
  return evaluation
}

/** The same, without any population where no case's outcome is known. */
export async function evaluationOf(
  warehouse: Warehouse,
  settings: Settings,
  { truth, from, to }: EvaluationOptions,
): Promise<Evaluation> {
  await (truth ? labelsFromTruth(warehouse, truth) : labelsFromDecisions(warehouse))
  const period = { from: from ?? null, to: to ?? null }
  const scored = await scoredCases(warehouse, period)
  const cases = labelled(scored)
  const reviewed = reviewedAtCapacity(scored, settings.queueCapacity)
  return {
    basis: truth ? 'truth' : 'decisions',
    ...period,
    challenger: await challengerOf(warehouse),
    populations: (Object.keys(populations) as Population[]).flatMap((population) => {
      const of = cases.filter((one) => one.population === population)
      return of.length === 0 ? [] : [figuresOf(population, of, reviewed, settings)]
    }),
    signals: await signalRecords(warehouse, period),
  }
}

function figuresOf(
  population: Population,
  cases: readonly Case[],
  reviewed: ReadonlySet<ScoredCase>,
  { priors, fairnessMargin }: Settings,
): PopulationFigures {
  const prior = priors[caseTypeOf(population)]
  const byScore = [...cases].sort((a, b) => a.score - b.score)
  const weights = weightsOf(cases)
  const byPrior = cases.map((one) => ({ ...one, score: prior }))
  return {
    population,
    cases: cases.length,
    abusive: cases.filter(({ isAbuse }) => isAbuse).length,
    drawn: cases.filter(({ weight }) => weight > 1).length,
    reviewed: cases.filter((one) => reviewed.has(one)).length,
    rankings: rankingsOf(cases, reviewed),
    challenger: challengerFigures(cases),
    brier: withInterval(weights, (drawn) => brier(cases, drawn)),
    brierOfPrior: brier(byPrior, weights),
    calibrationError: withInterval(weightsOf(byScore), (drawn) => calibrationError(byScore, drawn)),
    calibrationErrorOfPrior: calibrationError(byPrior, weights),
    reliability: reliability(byScore, weightsOf(byScore)),
    quarters: quartersOf(cases),
    fairness: fairness(cases, reviewed, fairnessMargin),
    recall: recall(cases, reviewed),
  }
}

const quarterOf = ({ day }: Case) => `${day.slice(0, 4)} Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`

const quartersOf = (cases: readonly Case[]): Quarter[] =>
  [...grouped(cases, quarterOf)].map(([quarter, of]) => ({
    quarter,
    cases: of.length,
    abusive: of.filter(({ isAbuse }) => isAbuse).length,
    averagePrecision: averagePrecision(
      ranking(of, ({ score }) => score),
      weightsOf(of),
    ),
    brier: brier(of, weightsOf(of)),
  }))

const nothingToJudge = (truth: string | undefined) =>
  new Problem(
    truth ? 'No case of the file was scored in this period.' : 'No case of this period was decided.',
    {
      where: truth ?? 'marts.decisions',
      next: truth
        ? 'check the case ids and the period, and run `recoup run` if nothing was scored yet.'
        : 'name an earlier --from, load decisions, or give --truth FILE.',
    },
  )
