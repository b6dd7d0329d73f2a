import { mostLogOdds } from '../../models/scores/valued.ts'
import { brier } from '../evaluate/calibration.ts'
import { type Population, populations } from '../evaluate/cases.ts'
import { type Interval, weightsOf, withInterval } from '../evaluate/intervals.ts'
import { averagePrecision, ranking } from '../evaluate/ranking.ts'
import type { DecidedCase } from './cases.ts'
import { logOddsOf } from './fit.ts'
import { logLoss } from './log_loss.ts'
import type { LabelledRows } from './rows.ts'

/** One measure of the present weights and of the proposed ones on the same cases, and by how much they differ. */
export type Compared = {
  readonly present: Interval | null
  readonly proposed: Interval | null
  /** Proposed less present, sample by sample. */
  readonly difference: Interval | null
}

export type Judged = {
  readonly population: Population
  readonly cases: number
  readonly abusive: number
  readonly averagePrecision: Compared
  readonly brier: Compared
  /** In nats. */
  readonly logLoss: Compared
}

type Judgeable = {
  readonly isAbuse: boolean
  readonly value: number
  readonly weight: number
  readonly present: number
  readonly proposed: number
}

/** The probability of abuse by the coefficients, its log-odds held within the bounds of every score. */
export function scoreBy(rows: LabelledRows, coefficients: Float64Array, index: number): number {
  const bits = Math.max(-mostLogOdds, Math.min(mostLogOdds, logOddsOf(rows, coefficients, index)))
  return 1 / (1 + 2 ** -bits)
}

/** Judges present and proposed weights on cases that the fit has not seen, kind by kind. */
export function judged(
  cases: readonly DecidedCase[],
  rows: LabelledRows,
  coefficients: Float64Array,
): Judged[] {
  const scored = cases.map((one, index) => ({
    ...one,
    present: 1 / (1 + 2 ** -one.logOdds),
    proposed: scoreBy(rows, coefficients, index),
  }))
  return (Object.keys(populations) as Population[]).flatMap((population) => {
    const of = scored.filter((one) => one.population === population)
    if (of.length === 0) return []
    return {
      population,
      cases: of.length,
      abusive: of.filter(({ isAbuse }) => isAbuse).length,
      averagePrecision: compared(of, (by) => {
        const ranked = ranking(of, by)
        return (weights) => averagePrecision(ranked, weights)
      }),
      brier: compared(of, (by) => {
        const predicted = of.map((one) => ({ isAbuse: one.isAbuse, score: by(one) }))
        return (weights) => brier(predicted, weights)
      }),
      logLoss: compared(of, (by) => {
        const predicted = of.map((one) => ({ isAbuse: one.isAbuse, score: by(one) }))
        return (weights) => logLoss(predicted, weights)
      }),
    }
  })
}

function compared(
  cases: readonly Judgeable[],
  measureOf: (by: (one: Judgeable) => number) => (weights: Float64Array) => number | null,
): Compared {
  const present = measureOf((one) => one.present)
  const proposed = measureOf((one) => one.proposed)
  const weights = weightsOf(cases)
  return {
    present: withInterval(weights, present),
    proposed: withInterval(weights, proposed),
    difference: withInterval(weights, (drawn) => {
      const [after, before] = [proposed(drawn), present(drawn)]
      return after === null || before === null ? null : after - before
    }),
  }
}
