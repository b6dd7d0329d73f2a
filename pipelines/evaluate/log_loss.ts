import type { Predicted } from './calibration.ts'
import type { Weights } from './ranking.ts'

/** The mean surprise at what the cases were, in nats (Good 1952). */
export function logLoss(cases: readonly Predicted[], weights: Weights): number {
  let [total, surprise] = [0, 0]
  cases.forEach(({ score, isAbuse }, index) => {
    const weight = weights[index] as number
    total += weight
    surprise -= weight * Math.log(isAbuse ? score : 1 - score)
  })
  return surprise / total
}
