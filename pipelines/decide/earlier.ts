import type { LoadedDecision } from '../explain/decisions.ts'
import { Problem } from '../runner/problems.ts'
import type { Decision } from './decision.ts'
import type { KnownCase } from './known_case.ts'

export type Earlier = LoadedDecision & { readonly isLoaded: boolean }

/** The decisions on a case, oldest first: those that were loaded, and those of the log that were not yet. */
export function earlierDecisions(
  { case_type, case_id }: Pick<Decision, 'case_type' | 'case_id'>,
  logged: readonly Decision[],
  loaded: KnownCase['loaded'],
): Earlier[] {
  const known = new Set(loaded?.map(({ decision_id }) => decision_id))
  const waiting = logged
    .filter((one) => one.case_type === case_type && one.case_id === case_id && !known.has(one.decision_id))
    .map((one) => ({ ...one, isLoaded: false }))
  return [...(loaded ?? []).map((one) => ({ ...one, isLoaded: true })), ...waiting]
}

/**
 * The decision by somebody else that stands in the way of one: what its reviewer cannot have seen, and what was
 * approved, denied or settled in part. One from before the case's present stage, and one that asked for proof or for
 * somebody else's eye, leaves the case open.
 */
export function inTheWay(
  reviewer: string,
  earlier: readonly Earlier[],
  scoredAt: string | null,
  isSeen: (one: Earlier) => boolean,
): Earlier | undefined {
  return earlier.findLast(
    (one) =>
      one.reviewer !== reviewer &&
      (!isSeen(one) || (settles(one) && (scoredAt === null || plain(one.decided_at) >= scoredAt))),
  )
}

/** Refuses a decision on a case that somebody else has decided, unless it names one to look at again. */
export function demandNoConflict(
  decision: Pick<Decision, 'case_id' | 'reviewer' | 'appeal_of'>,
  earlier: readonly Earlier[],
  scoredAt: string | null,
): void {
  const { case_id, reviewer, appeal_of } = decision
  if (appeal_of !== null) {
    if (earlier.some(({ decision_id }) => decision_id === appeal_of)) return
    throw new Problem(`There is no decision ${appeal_of} on ${case_id}.`, {
      where: '--appeal-of',
      next:
        earlier.length > 0
          ? `the decisions on it are ${earlier.map(said).join('; ')}.`
          : 'leave --appeal-of out: nobody has decided on it.',
    })
  }
  // What was not loaded yet the command has shown to nobody.
  const other = inTheWay(reviewer, earlier, scoredAt, ({ isLoaded }) => isLoaded)
  if (!other) return
  throw new Problem(`${case_id} was decided by somebody else: ${said(other)}.`, {
    where: 'the decisions of this shop',
    next: `nothing was written; to look at the case again all the same, add --appeal-of ${other.decision_id}.`,
  })
}

/** The same decision by the same reviewer, which waits to be loaded: given again, it is not written again. */
export function isSame(logged: Decision, decision: Decision, earlier: readonly Earlier[]): boolean {
  const last = earlier.at(-1)
  const said = ['case_type', 'case_id', 'reviewer', 'finding', 'action', 'note', 'appeal_of'] as const
  return (
    last?.isLoaded === false &&
    last.decision_id === logged.decision_id &&
    said.every((column) => logged[column] === decision[column])
  )
}

const settles = ({ action }: Earlier) => action !== 'ask_proof' && action !== 'escalate'

const plain = (instant: string) => instant.slice(0, 19).replace('T', ' ')

/** A decision in a few words, without its note. */
export const said = ({ decision_id, reviewer, finding, action, decided_at, isLoaded }: Earlier) =>
  `${decision_id} by ${reviewer}, ${finding.replaceAll('_', ' ')}, ${action.replaceAll('_', ' ')}, ${plain(decided_at)} UTC${isLoaded ? '' : ', not loaded yet'}`
