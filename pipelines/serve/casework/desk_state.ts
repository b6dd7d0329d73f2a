import type { z } from 'zod'
import type { CaseLogs, Entry } from '../../decide/case_logs.ts'
import type { Decision } from '../../decide/decision.ts'
import { writtenAt } from '../../log/record.ts'
import { newestVersions, type Suppression } from '../../suppress/suppression.ts'
import type { CaseName, DeskState, deskDecision } from '../api/contract.ts'
import type { KnownCases } from './known_cases.ts'

export type DeskDecision = z.infer<typeof deskDecision>

/** Milliseconds within which a reviewer may take a decision back. */
export const longestUndo = 60_000

/** How a case stands, from the snapshot and from all that was written down since. */
export function deskState(logs: CaseLogs, cases: KnownCases, name: CaseName, now: Date): DeskState {
  const isSince = (id: string) => writtenAt(id) >= cases.loadedAt
  const decisions = logs.decisionsOn(name).filter((one) => {
    const withdrawal = logs.withdrawalOf(one)
    return isSince(one.decision_id) || (withdrawal !== undefined && isSince(withdrawal.withdrawal_id))
  })
  return {
    case_type: name.case_type,
    case_id: name.case_id,
    version: `${cases.find(name)?.stage ?? 'left'}.${logs.entriesOn(name).length}`,
    taken: logs.holdOn(name, now),
    decisions: decisions.map((one) => deskDecisionOf(logs, one, now)),
    suppressions: newestVersions(logs.suppressionsOn(name))
      .filter((one) => one.ended_at === null && isSince(one.suppression_id))
      .map(deskSuppressionOf),
  }
}

/** A decision as the desk shows it. */
export function deskDecisionOf(logs: CaseLogs, decision: Decision, now: Date): DeskDecision {
  const { decision_id, finding, action, reviewer, note, decided_at, appeal_of } = decision
  const undoUntil = writtenAt(decision_id).getTime() + longestUndo
  const withdrawal = logs.withdrawalOf(decision)
  return {
    decision_id,
    finding,
    action,
    reviewer,
    note,
    decided_at,
    appeal_of,
    undo_until: withdrawal || undoUntil <= now.getTime() ? null : new Date(undoUntil).toISOString(),
    undone_at: withdrawal ? writtenAt(withdrawal.withdrawal_id).toISOString() : null,
  }
}

const deskSuppressionOf = (one: Suppression): DeskState['suppressions'][number] => ({
  suppression_id: one.suppression_id,
  signal: one.signal,
  silenced_for: one.silenced_for,
  silenced_until: one.silenced_until,
  reason: one.reason,
  reviewer: one.reviewer,
})

/** What somebody did to a case, in a sentence without its end and without anybody's own words. */
export function saidOf({ kind, id, record }: Entry): string {
  const at = `at ${writtenAt(id).toISOString().slice(11, 19)} UTC`
  switch (kind) {
    case 'decision':
      return `${record.reviewer} decided it ${at}: ${plain(record.finding)}, ${plain(record.action)}`
    case 'withdrawal':
      return `${record.reviewer} took their decision back ${at}`
    case 'suppression':
      return record.ended_by === null
        ? `${record.reviewer} silenced ${record.signal} ${at}`
        : `${record.ended_by} let ${record.signal} count again`
    case 'take':
      return `${record.reviewer} ${record.did === 'take' ? 'took it' : 'let it go'} ${at}`
  }
}

const plain = (word: string) => word.replaceAll('_', ' ')
