/** A line of the log of who looks at which case. Nothing is computed from it, so no load reads it. */
export type Take = {
  readonly take_id: string
  readonly case_type: string
  readonly case_id: string
  readonly did: 'take' | 'release'
  readonly reviewer: string
  /** UTC, ISO 8601, by the wall clock. */
  readonly recorded_at: string
  /** How many decisions were written here on the case before: the next one lets it go. */
  readonly decisions_before: number
}

/** A case that somebody looks at, so that nobody else decides on it meanwhile. */
export type Hold = { readonly reviewer: string; readonly taken_at: string; readonly until: string }

/** Milliseconds for which a case is held. */
export const longestHold = 8 * 3_600_000

/** Who holds a case, from all that was taken and let go of it, oldest first. */
export function holdOf(takes: readonly Take[], decisions: number, now: Date): Hold | null {
  const last = takes.at(-1)
  if (last?.did !== 'take' || last.decisions_before !== decisions) return null
  const until = Date.parse(last.recorded_at) + longestHold
  if (until <= now.getTime()) return null
  return { reviewer: last.reviewer, taken_at: last.recorded_at, until: new Date(until).toISOString() }
}
