import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Case } from './cases.ts'
import { type Compared, compared } from './compared.ts'

/** The proposal that runs in shadow; null where none has scored a case yet. */
export async function challengerOf(warehouse: Warehouse): Promise<string | null> {
  const [row] = await warehouse.rows<{ proposal_id: string | null }>(
    'select any_value(proposal_id) as proposal_id from scores.challenger_scores',
  )
  return row?.proposal_id ?? null
}

/** The score and the challenger on the cases that both scored: those that came after it. */
export function challengerFigures(cases: readonly Case[]): Compared | null {
  const both = cases.flatMap(({ challengerScore, ...one }) =>
    challengerScore === null ? [] : { ...one, present: one.score, proposed: challengerScore },
  )
  return both.length === 0 ? null : compared(both)
}
