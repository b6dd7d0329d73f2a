import { shareShown } from './capacity.ts'
import type { Case, ScoredCase } from './cases.ts'
import { grouped } from './grouped.ts'
import { type Interval, weightsOf, withInterval } from './intervals.ts'
import type { Weights } from './ranking.ts'

/** How one group of cases fares in the queue. */
export type GroupFairness = {
  readonly division: string
  readonly group: string
  readonly cases: number
  readonly honest: number
  /** The group's share of all cases, and of those that would have been looked at: more of the second is more than its share. */
  readonly shareOfCases: number
  readonly shareOfShown: number | null
  /** Share of the group's cases that would have been looked at. */
  readonly reviewed: Interval
  /** Share of the group's honest cases that would have been looked at. */
  readonly falsePositives: Interval | null
  /** Whether that is above the whole's by more than settings.fairnessMargin, and not by chance. */
  readonly isWarned: boolean
}

/** A group with fewer cases says nothing. */
const leastCases = 20

/** Regions shown, those with the most cases. */
const mostRegions = 12

type Division = { readonly name: string; readonly groupOf: (one: Case) => string | null }

/** Cases of like lanes, in tenths from the least lossy to the most. */
function laneTenths(cases: readonly Case[]): (one: Case) => string | null {
  const losses = cases.flatMap(({ laneLoss }) => (laneLoss === null ? [] : [laneLoss])).sort((a, b) => a - b)
  const bounds = Array.from(
    { length: 9 },
    (_, i) => losses[Math.ceil(((i + 1) * losses.length) / 10) - 1] ?? 0,
  )
  return ({ laneLoss }) =>
    laneLoss === null ? null : String(1 + bounds.filter((bound) => laneLoss > bound).length).padStart(2)
}

function largestRegions(cases: readonly Case[]): (one: Case) => string | null {
  const counts = [...grouped(cases, ({ region }) => region)].map(
    ([region, of]) => [region, of.length] as const,
  )
  const shown = new Set(
    counts
      .sort((a, b) => b[1] - a[1])
      .slice(0, mostRegions)
      .map(([region]) => region),
  )
  return ({ region }) => (shown.has(region) ? region : 'all others')
}

const weightOf = (cases: readonly Case[]) => cases.reduce((sum, { weight }) => sum + weight, 0)

/** The fairness table: who is looked at, and who wrongly, by lane loss, dwelling, region and age of the account; all first. */
export function fairness(
  cases: readonly Case[],
  reviewed: ReadonlySet<ScoredCase>,
  margin: number,
): GroupFairness[] {
  const share = (of: readonly Case[], weights: Weights) => shareShown(of, reviewed, weights)
  const honest = (of: readonly Case[]) => of.filter(({ isAbuse }) => !isAbuse)
  const whole = share(honest(cases), weightsOf(honest(cases))) ?? 0
  const all = weightOf(cases)
  const shown = weightOf(cases.filter((one) => reviewed.has(one)))
  const divisions: Division[] = [
    { name: 'all', groupOf: () => 'cases' },
    { name: 'lane loss, tenth', groupOf: laneTenths(cases) },
    { name: 'dwelling', groupOf: ({ dwelling }) => dwelling },
    { name: 'region', groupOf: largestRegions(cases) },
    { name: 'account', groupOf: ({ isNewAccount }) => (isNewAccount ? 'new' : 'old') },
  ]
  return divisions.flatMap(({ name, groupOf }) =>
    [...grouped(cases, groupOf)]
      .filter(([group, of]) => group !== null && of.length >= leastCases)
      .sort(([a], [b]) => String(a).localeCompare(String(b)))
      .map(([group, of]) => {
        const innocent = honest(of)
        const falsePositives = withInterval(weightsOf(innocent), (drawn) => share(innocent, drawn))
        return {
          division: name,
          group: String(group).trim(),
          cases: of.length,
          honest: innocent.length,
          shareOfCases: weightOf(of) / all,
          shareOfShown: shown === 0 ? null : weightOf(of.filter((one) => reviewed.has(one))) / shown,
          reviewed: withInterval(weightsOf(of), (drawn) => share(of, drawn)) as Interval,
          falsePositives,
          isWarned:
            falsePositives !== null && falsePositives.value > whole + margin && falsePositives.low > whole,
        }
      }),
  )
}
