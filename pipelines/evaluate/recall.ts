import { shareShown } from './capacity.ts'
import type { Case, ScoredCase } from './cases.ts'
import { grouped } from './grouped.ts'
import { type Interval, weightsOf, withInterval } from './intervals.ts'

/** How much of one kind of abuse, or of one kind of person's, the queue would have shown. */
export type Recall = {
  readonly division: 'all' | 'kind' | 'persona'
  readonly group: string
  readonly abusive: number
  /** Share of these abusive cases that would have been looked at. */
  readonly shown: Interval
}

const divisions = {
  all: () => 'abuse',
  kind: ({ kind }: Case) => kind,
  persona: ({ persona }: Case) => persona,
} as const

/** Recall of the queue over all abuse, by its kind and by persona, most cases first; a kind that nobody tells is left out. */
export function recall(cases: readonly Case[], reviewed: ReadonlySet<ScoredCase>): Recall[] {
  const abusive = cases.filter((one) => one.isAbuse)
  return (Object.keys(divisions) as Recall['division'][]).flatMap((division) =>
    [...grouped(abusive, divisions[division])]
      .sort(([, a], [, b]) => b.length - a.length)
      .flatMap(([group, of]) => {
        const shown = withInterval(weightsOf(of), (drawn) => shareShown(of, reviewed, drawn))
        return group === null || shown === null ? [] : [{ division, group, abusive: of.length, shown }]
      }),
  )
}
