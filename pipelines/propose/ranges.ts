import { drawing, drawsOf, type Interval, rangeOf, timesDrawn } from '../evaluate/intervals.ts'
import { fitted, type Held } from './fit.ts'
import type { LabelledRows } from './rows.ts'

/**
 * Each coefficient with the range in which it falls in 95 of 100 refits. Every refit draws the cases anew, with
 * replacement, and what was held before, from its normal distribution: so a coefficient of which few labels speak keeps
 * the width of what was held before, and is not taken for a sure one. (Perturb-and-MAP: Papandreou & Yuille 2010; for a
 * quadratic objective it gives the posterior.) The draws are the same each time.
 * @param found the coefficients of the cases as they are
 */
export function ranges(
  rows: LabelledRows,
  weights: Float64Array,
  held: Held,
  found: Float64Array,
): Interval[] {
  const normal = normals()
  const refits = drawsOf(rows.isAbuse.length).map((times) => {
    const centre = held.centre.map((value, j) => value + normal() * (held.spread[j] as number))
    return fitted(rows, timesDrawn(weights, times), { ...held, centre }, found)
  })
  return Array.from(found, (value, j) =>
    rangeOf(
      value,
      refits.map((refit) => refit[j] as number),
    ),
  )
}

/** Numbers that are nearly normal, with mean 0 and variance 1: the sum of twelve even ones less six. */
function normals(): () => number {
  const grain = 2 ** 24
  const draw = drawing(grain, 7)
  return () => {
    let sum = -6
    for (let n = 0; n < 12; n++) sum += draw() / grain
    return sum
  }
}
