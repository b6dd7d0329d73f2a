import { shareShown } from './capacity.ts'
import type { Case, ScoredCase } from './cases.ts'
import { type Interval, weightsOf, withInterval } from './intervals.ts'
import { averagePrecision, precisionAmong, ranking, valueCapturedAmong } from './ranking.ts'

/** How well one way of ranking finds abuse. */
export type RankingFigures = {
  readonly ranking: string
  readonly averagePrecision: Interval | null
  /** Share of abuse among as large a share of the cases, its highest, as the queue would have shown. */
  readonly precision: Interval | null
  /** Share of the abusive cases' value among these. */
  readonly valueCaptured: Interval | null
}

/** The score and what people use without one: earlier claims or returns, their rate, the value alone, a list of rules. */
const rankings: readonly { readonly name: string; readonly rank: (one: Case) => number }[] = [
  { name: 'score', rank: ({ score }) => score },
  { name: 'count of earlier ones', rank: ({ earlier }) => earlier },
  { name: 'rate of earlier ones', rank: ({ earlierRate }) => earlierRate },
  { name: 'value alone', rank: ({ value }) => value },
  { name: 'list of rules', rank: ({ rulePoints }) => rulePoints },
  { name: 'chance', rank: () => 0 },
]

/** Each way of ranking the same cases, as far down as the queue would have shown them. */
export function rankingsOf(cases: readonly Case[], reviewed: ReadonlySet<ScoredCase>): RankingFigures[] {
  const weights = weightsOf(cases)
  // A case that stands for twenty is twenty of those that the queue passed over.
  const shown = shareShown(cases, reviewed, weights) ?? 0
  return rankings.map(({ name, rank }) => {
    const ranked = ranking(cases, rank)
    return {
      ranking: name,
      averagePrecision: withInterval(weights, (drawn) => averagePrecision(ranked, drawn)),
      precision: withInterval(weights, (drawn) => precisionAmong(ranked, drawn, shown)),
      valueCaptured: withInterval(weights, (drawn) => valueCapturedAmong(ranked, drawn, shown)),
    }
  })
}
