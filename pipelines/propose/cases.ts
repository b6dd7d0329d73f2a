import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Population } from '../evaluate/cases.ts'
import { inPeriod, type Period } from '../evaluate/period.ts'

export type CaseType = 'claim' | 'return'

/** A case with a matured label, as it was scored at the stage at which it was decided. */
export type DecidedCase = {
  readonly caseType: CaseType
  readonly population: Population
  readonly day: string
  readonly decidedOn: string
  readonly isAbuse: boolean
  /** For how many cases it stands: 1 ÷ the probability with which it was drawn to be looked at. */
  readonly weight: number
  /** What is at stake, in the reporting currency. */
  readonly value: number
  readonly priorLogOdds: number
  readonly logOdds: number
  /** Bits that signals gave it, those on trial too. A signal that gave none is not among them. */
  readonly evidence: readonly { readonly signal: string; readonly bits: number }[]
}

/**
 * The cases whose label is not likely to change any more: settled by a person at least so many days before the instant.
 * One row for each case, at the furthest stage that it had reached when it was decided: what the reviewer saw.
 * Rests on the temporary table `labels`.
 */
export async function decidedCases(
  warehouse: Warehouse,
  { from, to, maturedBy }: Period & { readonly maturedBy: string },
): Promise<DecidedCase[]> {
  await warehouse.run(
    `create temporary table decided as
     select s.case_type, s.case_id, s.stage, s.scored_as_of, l.decided_at, l.is_abuse, l.weight,
       s.prior_log_odds, s.log_odds
     from labels as l join scores.case_scores as s using (case_type, case_id)
     where l.is_settled and l.decided_at <= cast($3 as timestamp) and s.scored_as_of <= l.decided_at
       and ${inPeriod}
     qualify row_number() over (partition by case_type, case_id order by s.scored_as_of desc, s.stage) = 1`,
    [from, to, maturedBy],
  )
  const rows = await warehouse.rows<Row>(
    `with given as (
       select case_type, case_id, stage, list(signal order by signal) as signals,
         list(weight + trial_weight order by signal) as bits
       from scores.case_signals where weight + trial_weight <> 0 group by all
     ), known as (
       select case_type, case_id, stage, case_amount,
         if(claim_type = 'not_received', 'not_received', 'other_claims') as population from facts.claim_facts
       union all
       select case_type, case_id, stage, case_amount, stage from facts.return_facts
     )
     select d.case_type, k.population, strftime(d.scored_as_of, '%Y-%m-%d') as day,
       strftime(d.decided_at, '%Y-%m-%d') as decided_on, d.is_abuse, d.weight,
       cast(k.case_amount as double) as value, d.prior_log_odds, d.log_odds, g.signals, g.bits
     from decided as d
     join known as k using (case_type, case_id, stage)
     left join given as g using (case_type, case_id, stage)
     order by d.scored_as_of, d.case_type, d.case_id`,
  )
  return rows.map((row) => ({
    caseType: row.case_type,
    population: row.population,
    day: row.day,
    decidedOn: row.decided_on,
    isAbuse: row.is_abuse,
    weight: Number(row.weight),
    value: row.value,
    priorLogOdds: row.prior_log_odds,
    logOdds: row.log_odds,
    evidence: (row.signals ?? []).map((signal, index) => ({ signal, bits: row.bits?.[index] as number })),
  }))
}

type Row = {
  case_type: CaseType
  population: Population
  day: string
  decided_on: string
  is_abuse: boolean
  weight: number | string
  value: number
  prior_log_odds: number
  log_odds: number
  signals: string[] | null
  bits: number[] | null
}
