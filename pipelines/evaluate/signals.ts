import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Population } from './cases.ts'
import { inPeriod, type Period } from './period.ts'

/** What one signal did among the cases whose outcome is known. */
export type SignalRecord = {
  readonly population: Population
  readonly signal: string
  readonly cases: number
  readonly fired: number
  /** Share of the cases in which a fact was missing. */
  readonly unknown: number
  /** Share of abuse where it fired. */
  readonly precision: number | null
  /** That share over the share of abuse in all of these cases. */
  readonly lift: number | null
  /** Bits that it gave on average where it fired. */
  readonly bits: number | null
}

/** Signal by signal: how often it fired, with which precision, and how often it could not tell. */
export const signalRecords = (warehouse: Warehouse, { from, to }: Period): Promise<SignalRecord[]> =>
  warehouse.rows<SignalRecord>(
    `with judged as (
       select case when s.case_type = 'return' then s.stage when f.claim_type = 'not_received' then 'not_received' else 'other_claims' end as population,
         s.case_type, s.case_id, s.stage, l.weight, l.weight * cast(l.is_abuse as integer) as abuse
       from scores.case_scores as s
       join labels as l using (case_type, case_id)
       left join facts.claim_facts as f using (case_type, case_id, stage)
       where ${inPeriod}
     )
     select j.population, g.signal, cast(count(*) as integer) as cases,
       cast(count(*) filter (g.outcome = 'fired') as integer) as fired,
       count(*) filter (g.outcome = 'unknown') / count(*) as unknown,
       sum(j.abuse) filter (g.outcome = 'fired') / sum(j.weight) filter (g.outcome = 'fired') as precision,
       sum(j.abuse) filter (g.outcome = 'fired') / sum(j.weight) filter (g.outcome = 'fired')
         / nullif(sum(j.abuse) / sum(j.weight), 0) as lift,
       avg(g.weight + g.trial_weight) filter (g.outcome = 'fired') as bits
     from judged as j join scores.case_signals as g using (case_type, case_id, stage)
     group by all order by j.population, fired desc, g.signal`,
    [from, to],
  )
