import { signals } from '../models/signals/all.ts'
import type { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { Problem } from './runner/problems.ts'

/** Why a case ranks where it does, at its furthest stage: the score as the sum of its parts. */
export type Explanation = {
  readonly case_type: string
  readonly case_id: string
  readonly stage: string
  readonly scored_as_of: string
  readonly score: number
  readonly log_odds: number
  readonly prior_log_odds: number
  readonly expected_value: string
  readonly band: string
  readonly facts_hash: string
  readonly ruleset_hash: string
  readonly signals: readonly ExplainedSignal[]
}

export type ExplainedSignal = {
  readonly signal: string
  readonly outcome: 'fired' | 'clear' | 'unknown'
  readonly weight: number
  readonly reason: string | null
  readonly innocent: string | null
  readonly proof: string | null
}

type Score = Omit<Explanation, 'signals'>

/** Explains the case with this id, a claim or a return. */
export async function explain(warehouse: Warehouse, caseId: string): Promise<Explanation> {
  const [score] = await warehouse.rows<Score>(
    `select case_type, case_id, stage, strftime(scored_as_of, '%Y-%m-%d %H:%M:%S') as scored_as_of, score, log_odds,
       prior_log_odds, expected_value, band, facts_hash, ruleset_hash
     from scores.case_scores where case_id = $1 order by scores.case_scores.scored_as_of desc, stage limit 1`,
    [caseId],
  )
  if (!score) {
    throw new Problem(`No case ${caseId} was scored.`, {
      where: 'scores.case_scores',
      next: 'give the id of a claim or of a return; `recoup export scores.queue --out queue.csv` lists those to look at.',
    })
  }
  const rows = await warehouse.rows<Omit<ExplainedSignal, 'innocent' | 'proof'>>(
    `select signal, outcome, weight, reason from scores.case_signals
     where case_type = $1 and case_id = $2 and stage = $3
     order by outcome <> 'fired', abs(weight) desc, signal`,
    [score.case_type, score.case_id, score.stage],
  )
  const declared = new Map(
    signals
      .filter(({ facts }) => facts.name === `facts.${score.case_type}_facts`)
      .map((signal) => [signal.name, signal]),
  )
  return {
    ...score,
    signals: rows.map((row) => ({
      ...row,
      innocent: declared.get(row.signal)?.innocent ?? null,
      proof: declared.get(row.signal)?.proof ?? null,
    })),
  }
}
