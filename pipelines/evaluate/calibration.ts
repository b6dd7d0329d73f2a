import type { Weights } from './ranking.ts'

/** What was predicted of a case, and what it was. */
export type Predicted = { readonly isAbuse: boolean; readonly score: number }

/** Cases of like scores: what was predicted of them on average, and the share that was abuse. */
export type Bin = { readonly weight: number; readonly predicted: number; readonly abusive: number }

const bins = 10

/** Brier score: the mean squared distance between the score and what the case was (Brier 1950). */
export function brier(cases: readonly Predicted[], weights: Weights): number {
  let [total, squares] = [0, 0]
  cases.forEach(({ score, isAbuse }, index) => {
    const weight = weights[index] as number
    total += weight
    squares += weight * (score - Number(isAbuse)) ** 2
  })
  return squares / total
}

/** The reliability table: ten bins of as many cases each, of cases sorted from the lowest score to the highest. */
export function reliability(sorted: readonly Predicted[], weights: Weights): Bin[] {
  const sums = Array.from({ length: bins }, () => ({ weight: 0, predicted: 0, abusive: 0 }))
  sorted.forEach(({ score, isAbuse }, index) => {
    const bin = sums[Math.floor((index * bins) / sorted.length)] as (typeof sums)[number]
    const weight = weights[index] as number
    bin.weight += weight
    bin.predicted += weight * score
    bin.abusive += weight * Number(isAbuse)
  })
  return sums
    .filter(({ weight }) => weight > 0)
    .map(({ weight, predicted, abusive }) => ({
      weight,
      predicted: predicted / weight,
      abusive: abusive / weight,
    }))
}

/** Expected calibration error: the bins' mean distance between what was predicted and what was (Naeini et al. 2015). */
export function calibrationError(sorted: readonly Predicted[], weights: Weights): number {
  let [total, distance] = [0, 0]
  for (const { weight, predicted, abusive } of reliability(sorted, weights)) {
    total += weight
    distance += weight * Math.abs(predicted - abusive)
  }
  return distance / total
}
