import type { Interval } from './intervals.ts'

/** Cases of either kind, abuse and not, below which figures are single cases. */
export const leastOfEither = 10

export const isEnough = ({ cases, abusive }: { readonly cases: number; readonly abusive: number }): boolean =>
  Math.min(abusive, cases - abusive) >= leastOfEither

/** A share of fewer cases is kept back: it says little, and whoever knows the cases could tell what became of one. */
export const ofEnough = <Figure extends number | Interval>(
  cases: number,
  figure: Figure | null,
): Figure | null => (cases < leastOfEither ? null : figure)
