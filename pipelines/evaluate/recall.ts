import { shareShown } from './capacity.ts'
import type { Case, ScoredCase } from './cases.ts'
import { grouped } from './grouped.ts'
import { type Interval, weightsOf, withInterval } from './intervals.ts'

/** How much of one kind of abuse, or of one kind of person's, the queue would have shown. */
export type Recall = {
  readonly division: 'kind' | 'persona'
  readonly group: string
  readonly abusive: number
  /** Share of these abusive cases that would have been looked at. */
  readonly shown: Interval
}

/** Recall of the queue by kind of abuse and by persona, most cases first; nothing where the labels tell neither. */
export const recall = (cases: readonly Case[], reviewed: ReadonlySet<ScoredCase>): Recall[] =>
  (['kind', 'persona'] as const).flatMap((division) =>
    [
      ...grouped(
        cases.filter((one) => one.isAbuse),
        (one) => one[division],
      ),
    ]
      .sort(([, a], [, b]) => b.length - a.length)
      .flatMap(([group, of]) => {
        const shown = withInterval(weightsOf(of), (drawn) => shareShown(of, reviewed, drawn))
        return group === null || shown === null ? [] : [{ division, group, abusive: of.length, shown }]
      }),
  )
