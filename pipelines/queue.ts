import { toldFrom } from '../models/scores/queue/told.ts'
import type { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import type { Decision } from './decide/decision.ts'
import { Problem } from './runner/problems.ts'
import type { ReadFrom } from './runner/reading.ts'

/** A case that waits to be looked at. Money is in the reporting currency, as exact text. */
export type QueuedCase = {
  readonly rank: number
  readonly case_type: 'claim' | 'return'
  readonly case_id: string
  readonly stage: string
  readonly kind: string
  readonly order_id: string
  readonly opened_at: string
  /** Whole days from the moment of the stage to the instant that the queue is as of. */
  readonly age_days: number
  readonly value: string
  /** The probability of abuse where it is at least one half: what is drawn by lot may lie anywhere below. */
  readonly score: number | null
  readonly is_finding: boolean
  readonly top_reason: string | null
  /** The decision that was made here and that no run has taken in yet. */
  readonly decided: WaitingDecision | null
}

export type WaitingDecision = Pick<Decision, 'decision_id' | 'decided_at' | 'reviewer' | 'finding' | 'action'>

export type Queue = {
  /** UTC, as the ledger writes it. */
  readonly as_of: string
  readonly read_from: ReadFrom
  readonly cases: readonly QueuedCase[]
}

/**
 * Today's queue in its order. Only what a reviewer may see is read: nothing that tells by what way a case came in, so
 * neither what a look is worth, which the places of all but the drawn cases follow, nor a next step by its band: the
 * others' is to look, whatever drawn cases' is.
 */
export async function readQueue(
  warehouse: Warehouse,
  from: ReadFrom,
  logged: readonly Decision[],
): Promise<Queue> {
  const asOf = await queueAsOf(warehouse, from)
  const waiting = await notLoaded(warehouse, from, logged)
  const cases = await warehouse.rows<
    Omit<QueuedCase, 'rank' | 'age_days' | 'decided'> & { rank: string; age_days: string }
  >(
    `select rank, case_type, case_id, stage, kind, order_id, strftime(opened_at, '%Y-%m-%d %H:%M:%S') as opened_at,
       date_diff('second', opened_at, cast($1 as timestamp)) // 86400 as age_days,
       value, case when score >= ${toldFrom} then score end as score, is_finding, top_reason
     from scores.queue order by rank`,
    [asOf],
  )
  return {
    as_of: asOf,
    read_from: from,
    cases: cases.map((row) => ({
      ...row,
      rank: Number(row.rank),
      age_days: Number(row.age_days),
      decided: decidedSince(row, waiting),
    })),
  }
}

/** Of the decisions made here, those that no run has taken in. The snapshot tells those on the cases that it lists. */
async function notLoaded(
  warehouse: Warehouse,
  from: ReadFrom,
  logged: readonly Decision[],
): Promise<readonly Decision[]> {
  if (logged.length === 0) return logged
  const table = from === 'snapshot' ? 'scores.queue_decisions' : 'raw.decisions'
  const rows = await warehouse.rows<{ decision_id: string }>(`select distinct decision_id from ${table}`)
  const loaded = new Set(rows.map(({ decision_id }) => decision_id))
  return logged.filter(({ decision_id }) => !loaded.has(decision_id))
}

/** The newest decision on the case at its present stage. */
function decidedSince(
  { case_type, case_id, opened_at }: Pick<QueuedCase, 'case_type' | 'case_id' | 'opened_at'>,
  decisions: readonly Decision[],
): WaitingDecision | null {
  const found = decisions.findLast(
    (one) =>
      one.case_type === case_type &&
      one.case_id === case_id &&
      one.decided_at.slice(0, 19).replace('T', ' ') >= opened_at,
  )
  if (!found) return null
  const { decision_id, decided_at, reviewer, finding, action } = found
  return { decision_id, decided_at, reviewer, finding, action }
}

/** The instant that the queue is as of: the shop's clock, as a reviewer sees it. */
export async function queueAsOf(warehouse: Warehouse, from: ReadFrom): Promise<string> {
  const [row] = await warehouse.rows<{ as_of: string | null }>(
    from === 'snapshot'
      ? `select strftime(as_of, '%Y-%m-%d %H:%M:%S') as as_of from health.snapshot`
      : `select regexp_extract(arg_max(inputs, build_number), 'as of (.+)$', 1) as as_of
         from ledger.builds where model = 'scores.queue'`,
  )
  if (row?.as_of) return row.as_of
  throw new Problem('No queue has been made here yet.', {
    where: 'scores.queue',
    next: 'run `recoup run`, which loads what is in the inbox and scores it.',
  })
}
