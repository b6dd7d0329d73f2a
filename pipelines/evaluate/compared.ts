import { brier } from './calibration.ts'
import { differenceWithInterval, type Interval, weightsOf, withInterval } from './intervals.ts'
import { logLoss } from './log_loss.ts'
import { averagePrecision, type Rankable, ranking } from './ranking.ts'

/** A case with its present score and with another one. */
export type TwiceScored = Rankable & {
  readonly weight: number
  readonly present: number
  readonly proposed: number
}

/** One measure of present scores and of proposed ones on the same cases, and by how much they differ. */
export type Difference = {
  readonly present: Interval | null
  readonly proposed: Interval | null
  /** Proposed less present, sample by sample. */
  readonly difference: Interval | null
}

export type Compared = {
  readonly cases: number
  readonly abusive: number
  readonly averagePrecision: Difference
  readonly brier: Difference
  /** In nats. */
  readonly logLoss: Difference
}

/** Present and proposed scores of the same cases, measure by measure. */
export function compared(cases: readonly TwiceScored[]): Compared {
  const predicted = (by: (one: TwiceScored) => number) =>
    cases.map((one) => ({ isAbuse: one.isAbuse, score: by(one) }))
  return {
    cases: cases.length,
    abusive: cases.filter(({ isAbuse }) => isAbuse).length,
    averagePrecision: difference(cases, (by) => {
      const ranked = ranking(cases, by)
      return (weights) => averagePrecision(ranked, weights)
    }),
    brier: difference(cases, (by) => {
      const scored = predicted(by)
      return (weights) => brier(scored, weights)
    }),
    logLoss: difference(cases, (by) => {
      const scored = predicted(by)
      return (weights) => logLoss(scored, weights)
    }),
  }
}

function difference(
  cases: readonly TwiceScored[],
  measureOf: (by: (one: TwiceScored) => number) => (weights: Float64Array) => number | null,
): Difference {
  const present = measureOf((one) => one.present)
  const proposed = measureOf((one) => one.proposed)
  const weights = weightsOf(cases)
  return {
    present: withInterval(weights, present),
    proposed: withInterval(weights, proposed),
    difference: differenceWithInterval(weights, present, proposed),
  }
}
