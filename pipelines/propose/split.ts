import type { DecidedCase } from './cases.ts'

/** Cases on either side of a day: weights are fitted on the earlier ones and judged on the later ones. */
export type Split = {
  /** The first day of the later cases. */
  readonly on: string
  readonly earlier: readonly DecidedCase[]
  readonly later: readonly DecidedCase[]
  /** Opened before that day and decided on it or after: nobody knew on that day what they were, so neither has them. */
  readonly between: number
}

/** Share of the cases that are kept to judge by. */
const keptToJudge = 0.25

/**
 * Splits cases, in order of time, so that the last quarter of them is judged by what was known before the first of these
 * came.
 */
export function split(cases: readonly DecidedCase[]): Split {
  const on = cases[Math.floor((1 - keptToJudge) * cases.length)]?.day ?? ''
  const earlier = cases.filter(({ decidedOn }) => decidedOn < on)
  const later = cases.filter(({ day }) => day >= on)
  return { on, earlier, later, between: cases.length - earlier.length - later.length }
}
