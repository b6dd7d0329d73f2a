import type { ScoredCase } from './cases.ts'
import { grouped } from './grouped.ts'
import type { Weights } from './ranking.ts'

/**
 * The cases that a team would have looked at: of each day's cases the findings first, then those that a review pays for,
 * by what it is worth, as many as the day's capacity.
 */
export function reviewedAtCapacity(cases: readonly ScoredCase[], capacity: number): ReadonlySet<ScoredCase> {
  const reviewed = new Set<ScoredCase>()
  for (const ofDay of grouped(cases, ({ day }) => day).values()) {
    const worthwhile = ofDay.filter(({ isFinding, expectedValue }) => isFinding || expectedValue > 0)
    worthwhile.sort((a, b) => Number(b.isFinding) - Number(a.isFinding) || b.expectedValue - a.expectedValue)
    for (const one of worthwhile.slice(0, capacity)) reviewed.add(one)
  }
  return reviewed
}

/** Share of these cases that would have been looked at; null where they weigh nothing. */
export function shareShown(
  cases: readonly ScoredCase[],
  reviewed: ReadonlySet<ScoredCase>,
  weights: Weights,
): number | null {
  let [all, shown] = [0, 0]
  cases.forEach((one, index) => {
    const weight = weights[index] as number
    all += weight
    if (reviewed.has(one)) shown += weight
  })
  return all === 0 ? null : shown / all
}
