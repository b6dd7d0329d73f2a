import type { Weights } from './ranking.ts'

/** A figure with the range in which it falls in 95 of 100 samples drawn anew. */
export type Interval = { readonly value: number; readonly low: number; readonly high: number }

const samples = 200

/** For how many cases each case stands. */
export const weightsOf = (cases: readonly { readonly weight: number }[]): Float64Array =>
  Float64Array.from(cases, ({ weight }) => weight)

/**
 * The bootstrap's percentile interval (Efron 1979): the figure of 200 samples of as many cases, drawn with replacement;
 * a case drawn twice weighs twice. The draws are the same each time, so that the same cases give the same interval.
 * Null where the figure has no value.
 */
export function withInterval(weights: Weights, figure: (weights: Weights) => number | null): Interval | null {
  const value = figure(weights)
  if (value === null || Number.isNaN(value)) return null
  return rangeOf(
    value,
    drawsOf(weights.length).map((times) => figure(timesDrawn(weights, times))),
  )
}

/** By how much a figure of the same cases differs, sample by sample: the second less the first. */
export const differenceWithInterval = (
  weights: Weights,
  first: (weights: Weights) => number | null,
  second: (weights: Weights) => number | null,
): Interval | null =>
  withInterval(weights, (drawn) => {
    const [before, after] = [first(drawn), second(drawn)]
    return before === null || after === null ? null : after - before
  })

/** A figure with the range of the middle 95 of 100 of what the samples gave it. */
export function rangeOf(value: number, ofSamples: readonly (number | null)[]): Interval {
  const drawn = ofSamples
    .filter((one): one is number => one !== null && !Number.isNaN(one))
    .sort((a, b) => a - b)
  const at = (share: number) => drawn[Math.min(drawn.length - 1, Math.floor(share * drawn.length))] ?? value
  return { value, low: at(0.025), high: at(0.975) }
}

/** Weights of a sample in which each case was drawn so many times. */
export const timesDrawn = (weights: Weights, times: Uint16Array): Weights =>
  weights.map((weight, index) => weight * (times[index] as number))

let lastDraws: { readonly of: number; readonly draws: readonly Uint16Array[] } = { of: 0, draws: [] }

/** How often each of so many cases is drawn, sample by sample; kept, because many figures are of the same cases. */
export function drawsOf(cases: number): readonly Uint16Array[] {
  if (lastDraws.of !== cases) lastDraws = { of: cases, draws: newDraws(cases) }
  return lastDraws.draws
}

function newDraws(cases: number): Uint16Array[] {
  const draw = drawing(cases)
  return Array.from({ length: samples }, () => {
    const times = new Uint16Array(cases)
    for (let n = 0; n < cases; n++) {
      const index = draw()
      times[index] = (times[index] as number) + 1
    }
    return times
  })
}

/** Numbers below `below` by a linear congruential generator modulo 2³² (Numerical Recipes), from a fixed start. */
export function drawing(below: number, start = 20260101): () => number {
  let state = start
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
