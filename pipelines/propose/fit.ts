import type { LabelledRows } from './rows.ts'

/**
 * What is held of each coefficient before any label is seen: normal about its centre with its spread (a standard
 * deviation), and never outside its bounds. Where both bounds are the centre, it stays there.
 */
export type Held = {
  readonly centre: Float64Array
  readonly spread: Float64Array
  readonly least: Float64Array
  readonly most: Float64Array
}

/** Of Newton's steps; a handful is usual. */
const mostSteps = 100
/** How far a coefficient may be from where the slope along it, or its bound, would have it. */
const tolerance = 1e-8

/**
 * The coefficients that labels and what is held before make most likely: L2-regularised logistic regression within bounds,
 * the mode of the posterior. Minimises Σ weight × log loss (nats) + Σ (x − centre)² ÷ (2 × spread²) over x within its bounds.
 *
 * By Newton's method: each step goes towards the least point within the bounds of the quadratic that touches the objective,
 * found by coordinate descent (proximal Newton: Lee, Sun & Saunders 2014), halved until the objective has fallen enough.
 * Strictly convex, so that the one solution does not depend on the start.
 * @param weights for how many cases each case stands
 * @throws where it does not come to rest, which numbers that are not finite make it do
 */
export function fitted(
  rows: LabelledRows,
  weights: Float64Array,
  held: Held,
  start: Float64Array = held.centre,
): Float64Array {
  let x: Float64Array = within(held, start)
  for (let step = 0; step < mostSteps; step++) {
    const { gradient, hessian } = slopes(rows, weights, held, x)
    if (offOptimum(held, x, gradient, hessian) < tolerance) return x
    x = descended(rows, weights, held, x, towards(held, x, gradient, hessian), gradient)
  }
  throw new Error('The fit of the weights does not come to rest.')
}

/**
 * How far any coefficient is from the least point along it alone, or from its bound: 0 at the optimum, where the
 * conditions of Karush, Kuhn and Tucker hold.
 */
export function offOptimum(
  held: Held,
  x: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  const size = x.length
  return x.reduce((furthest, value, j) => {
    const least = bounded(held, j, value - at(gradient, j) / at(hessian, j * size + j))
    return Math.max(furthest, Math.abs(least - value))
  }, 0)
}

/** The objective's value. */
export function objective(
  rows: LabelledRows,
  weights: Float64Array,
  { centre, spread }: Held,
  x: Float64Array,
): number {
  let total = 0
  for (let i = 0; i < rows.isAbuse.length; i++) {
    const logit = Math.LN2 * logOddsOf(rows, x, i)
    total += at(weights, i) * (softplus(logit) - at(rows.isAbuse, i) * logit)
  }
  x.forEach((value, j) => {
    total += (value - at(centre, j)) ** 2 / (2 * at(spread, j) ** 2)
  })
  return total
}

/** The log-odds of a row by these coefficients, in bits. */
export function logOddsOf(
  { given, starts, columns, values }: LabelledRows,
  x: Float64Array,
  i: number,
): number {
  let bits = at(given, i)
  for (let entry = at(starts, i); entry < at(starts, i + 1); entry++)
    bits += at(x, at(columns, entry)) * at(values, entry)
  return bits
}

/** The objective's gradient, and its Hessian row after row. */
export function slopes(rows: LabelledRows, weights: Float64Array, { centre, spread }: Held, x: Float64Array) {
  const { starts, columns, values, isAbuse } = rows
  const size = x.length
  const gradient = x.map((value, j) => (value - at(centre, j)) / at(spread, j) ** 2)
  const hessian = new Float64Array(size * size)
  for (let j = 0; j < size; j++) hessian[j * size + j] = 1 / at(spread, j) ** 2
  for (let i = 0; i < isAbuse.length; i++) {
    const score = 1 / (1 + 2 ** -logOddsOf(rows, x, i))
    const slope = Math.LN2 * at(weights, i) * (score - at(isAbuse, i))
    const bend = Math.LN2 ** 2 * at(weights, i) * score * (1 - score)
    const end = at(starts, i + 1)
    for (let entry = at(starts, i); entry < end; entry++) {
      const [j, value] = [at(columns, entry), at(values, entry)]
      gradient[j] = at(gradient, j) + slope * value
      for (let other = at(starts, i); other < end; other++) {
        const place = j * size + at(columns, other)
        hessian[place] = at(hessian, place) + bend * value * at(values, other)
      }
    }
  }
  return { gradient, hessian }
}

/** The least point within the bounds of the quadratic with these slopes at x. */
function towards(held: Held, x: Float64Array, gradient: Float64Array, hessian: Float64Array): Float64Array {
  const size = x.length
  const y = Float64Array.from(x)
  // The quadratic's own gradient at y.
  const slope = Float64Array.from(gradient)
  for (let sweep = 0; sweep < 1000; sweep++) {
    let furthest = 0
    for (let j = 0; j < size; j++) {
      const before = at(y, j)
      const after = bounded(held, j, before - at(slope, j) / at(hessian, j * size + j))
      if (after === before) continue
      y[j] = after
      for (let k = 0; k < size; k++) slope[k] = at(slope, k) + at(hessian, j * size + k) * (after - before)
      furthest = Math.max(furthest, Math.abs(after - before))
    }
    if (furthest < tolerance / 100) break
  }
  return y
}

/** From x towards y, by half as far again and again until the objective falls by enough (Armijo). */
function descended(
  rows: LabelledRows,
  weights: Float64Array,
  held: Held,
  x: Float64Array,
  y: Float64Array,
  gradient: Float64Array,
): Float64Array {
  const from = objective(rows, weights, held, x)
  const fall = x.reduce((sum, value, j) => sum + at(gradient, j) * (at(y, j) - value), 0)
  for (let share = 1; share > 1e-10; share /= 2) {
    const next = share === 1 ? y : x.map((value, j) => value + share * (at(y, j) - value))
    if (objective(rows, weights, held, next) <= from + 1e-4 * share * fall + roundingOf(from)) return next
  }
  return y
}

/** Beneath this a difference of objectives says nothing. */
const roundingOf = (value: number) => 1e-13 * Math.abs(value)

const within = (held: Held, x: Float64Array) => x.map((value, j) => bounded(held, j, value))
const bounded = ({ least, most }: Held, j: number, value: number) =>
  Math.min(at(most, j), Math.max(at(least, j), value))

/** ln(1 + e^x), exact where e^x is out of range. */
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))

const at = (numbers: Float64Array | Uint32Array | Uint16Array | Uint8Array, index: number) =>
  numbers[index] as number
