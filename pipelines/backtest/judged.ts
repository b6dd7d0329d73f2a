import { brier } from '../evaluate/calibration.ts'
import type { Case, ScoredCase } from '../evaluate/cases.ts'
import { fairness } from '../evaluate/fairness.ts'
import { differenceWithInterval, type Interval, weightsOf } from '../evaluate/intervals.ts'
import { averagePrecision, ranking, type Weights } from '../evaluate/ranking.ts'
import type { Moved } from './moves.ts'

/** One figure by both rulesets, and the difference as seen on the same cases drawn anew. */
export type ComparedFigure = {
  readonly figure: 'average precision' | 'precision of the shown' | 'abusive value shown' | 'Brier'
  readonly stored: number | null
  readonly rescored: number | null
  readonly difference: Interval | null
}

/** How a group's honest cases fare. */
export type ComparedGroup = {
  readonly division: string
  readonly group: string
  readonly cases: number
  /** Share of its honest cases that is shown. */
  readonly honestShown: { readonly stored: number | null; readonly rescored: number | null }
  readonly isWarned: boolean
}

export type Judged = {
  readonly labelled: number
  readonly abusive: number
  readonly figures: readonly ComparedFigure[]
  readonly fairness: readonly ComparedGroup[]
}

type Side = { readonly cases: readonly Case[]; readonly shown: ReadonlySet<ScoredCase> }

/** Judges both rulesets by the cases whose outcome is known; null where none is. */
export function judged(moved: readonly Moved[], margin: number): Judged | null {
  const known = moved.filter(
    (one): one is Moved & { stored: Case; rescored: Case } => one.stored.isAbuse !== null,
  )
  if (known.length === 0) return null
  const stored = sideOf(known, 'stored', ({ wasShown }) => wasShown)
  const rescored = sideOf(known, 'rescored', ({ isShown }) => isShown)
  const weights = weightsOf(stored.cases)
  const compared = (
    figure: ComparedFigure['figure'],
    of: (side: Side) => (drawn: Weights) => number | null,
  ) => {
    const [before, after] = [of(stored), of(rescored)]
    const difference = differenceWithInterval(weights, before, after)
    return { figure, stored: before(weights), rescored: after(weights), difference }
  }
  const groupsAfter = fairness(rescored.cases, rescored.shown, margin)
  return {
    labelled: known.length,
    abusive: stored.cases.filter(({ isAbuse }) => isAbuse).length,
    figures: [
      compared('average precision', ({ cases }) => {
        const ranked = ranking(cases, ({ score }) => score)
        return (drawn) => averagePrecision(ranked, drawn)
      }),
      compared('precision of the shown', (side) => (drawn) => {
        const { abuse, all } = shownOf(side, drawn, () => 1)
        return all === 0 ? null : abuse / all
      }),
      compared('abusive value shown', (side) => (drawn) => {
        const { abuse, allAbuse } = shownOf(side, drawn, ({ value }) => value)
        return allAbuse === 0 ? null : abuse / allAbuse
      }),
      compared(
        'Brier',
        ({ cases }) =>
          (drawn) =>
            brier(cases, drawn),
      ),
    ],
    fairness: fairness(stored.cases, stored.shown, margin).map((before) => {
      const after = groupsAfter.find(
        ({ division, group }) => division === before.division && group === before.group,
      )
      return {
        division: before.division,
        group: before.group,
        cases: before.cases,
        honestShown: {
          stored: before.falsePositives?.value ?? null,
          rescored: after?.falsePositives?.value ?? null,
        },
        isWarned: after?.isWarned ?? false,
      }
    }),
  }
}

const sideOf = <Known extends Moved & { stored: Case; rescored: Case }>(
  known: readonly Known[],
  side: 'stored' | 'rescored',
  isShown: (one: Known) => boolean,
): Side => ({
  cases: known.map((one) => one[side]),
  shown: new Set(known.filter(isShown).map((one) => one[side])),
})

/** What the shown cases hold of some measure: the abusive, all, and all that was abusive whether shown or not. */
function shownOf({ cases, shown }: Side, weights: Weights, measure: (one: Case) => number) {
  const sums = { abuse: 0, all: 0, allAbuse: 0 }
  cases.forEach((one, index) => {
    const of = (weights[index] as number) * measure(one)
    if (one.isAbuse) sums.allAbuse += of
    if (!shown.has(one)) return
    sums.all += of
    if (one.isAbuse) sums.abuse += of
  })
  return sums
}
