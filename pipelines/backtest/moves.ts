import type { Population, ScoredCase } from '../evaluate/cases.ts'

/** A case as the two rulesets see it. */
export type Moved = {
  readonly stored: ScoredCase
  readonly rescored: ScoredCase
  readonly wasShown: boolean
  readonly isShown: boolean
}

/** What moved among the cases of one population. Money is in the reporting currency. */
export type PopulationMoves = {
  readonly population: Population
  readonly cases: number
  readonly shown: { readonly stored: number; readonly rescored: number }
  readonly cameIn: number
  readonly wentOut: number
  /** Value of the cases shown. */
  readonly value: { readonly stored: number; readonly rescored: number }
  /** Cases that changed band, from which to which. */
  readonly bands: readonly { readonly from: string; readonly to: string; readonly cases: number }[]
}

/** A case that comes into the queue or leaves it. */
export type MovedCase = {
  readonly case_type: 'claim' | 'return'
  readonly case_id: string
  readonly population: Population
  readonly moves: 'in' | 'out'
  readonly score: { readonly stored: number; readonly rescored: number }
  readonly expected_value: { readonly stored: number; readonly rescored: number }
  readonly is_abuse: boolean | null
}

const keyOf = ({ caseType, caseId, population }: ScoredCase) => `${caseType} ${population} ${caseId}`

/** Each case beside itself. Both sides have the same cases, since they are made of the same facts. */
export function besideItself(
  stored: readonly ScoredCase[],
  rescored: readonly ScoredCase[],
  shown: { readonly stored: ReadonlySet<ScoredCase>; readonly rescored: ReadonlySet<ScoredCase> },
): Moved[] {
  const after = new Map(rescored.map((one) => [keyOf(one), one]))
  return stored.map((one) => {
    const same = after.get(keyOf(one))
    if (!same) throw new Error(`The case ${one.caseId} was scored and is not any more.`)
    return {
      stored: one,
      rescored: same,
      wasShown: shown.stored.has(one),
      isShown: shown.rescored.has(same),
    }
  })
}

export function movesOf(population: Population, moved: readonly Moved[]): PopulationMoves {
  const worthOf = (cases: readonly Moved[]) => cases.reduce((sum, { stored }) => sum + stored.value, 0)
  const was = moved.filter(({ wasShown }) => wasShown)
  const is = moved.filter(({ isShown }) => isShown)
  const bands = new Map<string, { from: string; to: string; cases: number }>()
  for (const { stored, rescored } of moved) {
    if (stored.band === rescored.band) continue
    const key = `${stored.band} ${rescored.band}`
    const before = bands.get(key)?.cases ?? 0
    bands.set(key, { from: stored.band, to: rescored.band, cases: before + 1 })
  }
  return {
    population,
    cases: moved.length,
    shown: { stored: was.length, rescored: is.length },
    cameIn: is.filter(({ wasShown }) => !wasShown).length,
    wentOut: was.filter(({ isShown }) => !isShown).length,
    value: { stored: worthOf(was), rescored: worthOf(is) },
    bands: [...bands.values()].sort((a, b) => b.cases - a.cases),
  }
}

/** The cases that come in or leave, those first of which the worth of a look changed most. */
export const movedCases = (moved: readonly Moved[]): MovedCase[] =>
  moved
    .filter(({ wasShown, isShown }) => wasShown !== isShown)
    .sort((a, b) => change(b) - change(a) || (keyOf(a.stored) < keyOf(b.stored) ? -1 : 1))
    .map(({ stored, rescored, isShown }) => ({
      case_type: stored.caseType,
      case_id: stored.caseId,
      population: stored.population,
      moves: isShown ? 'in' : 'out',
      score: { stored: stored.score, rescored: rescored.score },
      expected_value: { stored: stored.expectedValue, rescored: rescored.expectedValue },
      is_abuse: stored.isAbuse,
    }))

const change = ({ stored, rescored }: Moved) => Math.abs(rescored.expectedValue - stored.expectedValue)
