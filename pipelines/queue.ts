import type { Warehouse } from '../warehouse/duckdb/warehouse.ts'
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
  readonly score: number
  readonly expected_value: string
  readonly band: string
  readonly is_finding: boolean
  readonly top_reason: string | null
}

export type Queue = {
  /** UTC, as the ledger writes it. */
  readonly as_of: string
  readonly read_from: ReadFrom
  readonly cases: readonly QueuedCase[]
}

/** Today's queue in its order. Only the columns that a reviewer may see are read: not by what way a case came in. */
export async function readQueue(warehouse: Warehouse, from: ReadFrom): Promise<Queue> {
  const asOf = await queueAsOf(warehouse, from)
  const cases = await warehouse.rows<
    Omit<QueuedCase, 'rank' | 'age_days'> & { rank: string; age_days: string }
  >(
    `select rank, case_type, case_id, stage, kind, order_id, strftime(opened_at, '%Y-%m-%d %H:%M:%S') as opened_at,
       date_diff('second', opened_at, cast($1 as timestamp)) // 86400 as age_days,
       value, score, expected_value, band, is_finding, top_reason
     from scores.queue order by rank`,
    [asOf],
  )
  return {
    as_of: asOf,
    read_from: from,
    cases: cases.map((row) => ({ ...row, rank: Number(row.rank), age_days: Number(row.age_days) })),
  }
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
