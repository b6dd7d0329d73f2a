import { findings } from '../../models/signals/all.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { inPeriod, type Period } from './period.ts'

/** Cases that are judged together: what is known of them, and what honest people do, is of one kind. */
export const populations = {
  not_received: 'claims of non-receipt',
  other_claims: 'other claims',
  requested: 'returns when asked for',
  received: 'returns when received',
  inspected: 'returns when inspected',
} as const
export type Population = keyof typeof populations

/** What its cases are. */
export const caseTypeOf = (population: Population): 'claim' | 'return' =>
  population === 'not_received' || population === 'other_claims' ? 'claim' : 'return'

/** A scored case, with what rankings and groups go by. */
export type ScoredCase = {
  readonly caseType: 'claim' | 'return'
  readonly caseId: string
  readonly population: Population
  readonly day: string
  readonly score: number
  /** By the proposal that runs in shadow; null where the case was there before it. */
  readonly challengerScore: number | null
  readonly expectedValue: number
  readonly isFinding: boolean
  readonly band: string
  /** What it was; null where nobody says. */
  readonly isAbuse: boolean | null
  /** The kind of abuse or of honest mishap where a file of truth tells it, else what a claim says happened. */
  readonly kind: string | null
  /** The kind of person, where a file of truth tells it. */
  readonly persona: string | null
  /** For how many cases it stands: 1 ÷ the probability with which it was drawn to be looked at. */
  readonly weight: number
  /** What is at stake, in the reporting currency. */
  readonly value: number
  readonly earlier: number
  readonly earlierRate: number
  readonly rulePoints: number
  readonly laneLoss: number | null
  readonly dwelling: string
  readonly region: string
  readonly isNewAccount: boolean
}

/** A scored case whose outcome is known. */
export type Case = ScoredCase & { readonly isAbuse: boolean }

export const labelled = (cases: readonly ScoredCase[]): Case[] =>
  cases.filter((one): one is Case => one.isAbuse !== null)

/** Days since its first order in which an account counts as new. */
const newAccountDays = 30

/** What an analyst's list of rules would give each claim: a point for each, two for those that say more. */
const claimRules = `2 * cast(f.claims_before >= 2 as integer) + cast(f.claims_before = 1 as integer)
  + coalesce(cast(f.has_delivered_scan as integer), 0)
  + coalesce(cast(f.proof in ('signature', 'pin', 'locker', 'photo') as integer), 0)
  + cast(f.account_age_days < ${newAccountDays} and f.case_amount >= 200 as integer)
  + cast(f.accounts >= 3 as integer) + 2 * cast(f.abuse_found_before > 0 as integer)`

const returnRules = `3 * coalesce(cast(f.is_empty or f.is_wrong_item or f.is_other_serial as integer), 0)
  + 2 * coalesce(cast(f.is_used as integer), 0) + coalesce(cast(f.is_without_tags as integer), 0)
  + coalesce(cast(f.days_held > 21 as integer), 0) + 2 * coalesce(cast(f.is_delivered_elsewhere as integer), 0)
  + coalesce(cast(f.missing_units > 0 as integer), 0)
  + cast(f.units_bought_before >= 4 and f.units_returned_before * 2 > f.units_bought_before as integer)
  + 2 * cast(f.abuse_found_before > 0 as integer)`

/** The scored cases of the given days (both included) where they are given, with their labels (the table `labels`). */
export async function scoredCases(warehouse: Warehouse, { from, to }: Period): Promise<ScoredCase[]> {
  const facts = (
    table: string,
    population: string,
    kind: string,
    earlier: string,
    of: string,
    rules: string,
    loss: string,
  ) =>
    `select f.case_type, f.case_id, f.stage, f.order_id, ${population} as population, ${kind} as kind, f.case_amount, f.account_age_days,
       ${earlier} as earlier, ${earlier} / (${of} + 1.0) as earlier_rate, ${rules} as rule_points, ${loss} as lane_loss
     from facts.${table} as f`
  const rows = await warehouse.rows<Record<string, string | number | boolean | null>>(
    `with known as (
       ${facts('claim_facts', `if(f.claim_type = 'not_received', 'not_received', 'other_claims')`, 'f.claim_type', 'f.claims_before', 'f.orders_before', claimRules, 'f.lane_loss')}
       union all
       ${facts('return_facts', 'f.stage', 'null', 'f.units_returned_before', 'f.units_bought_before', returnRules, 'null')}
     ), found as (
       select case_type, case_id, stage from scores.case_signals
       where outcome = 'fired' and list_contains(string_split($3, ','), signal) group by all
     )
     select s.case_type, s.case_id, k.population, strftime(s.scored_as_of, '%Y-%m-%d') as day, s.score, cast(s.expected_value as double) as expected_value,
       s.band, h.score as challenger_score,
       found.case_id is not null as is_finding, l.is_abuse, coalesce(l.kind, k.kind) as kind, l.persona, cast(k.case_amount as double) as value,
       k.earlier, k.earlier_rate, k.rule_points, k.lane_loss, coalesce(o.dwelling, 'unknown') as dwelling,
       coalesce(o.ship_region, 'unknown') as region, k.account_age_days < ${newAccountDays} as is_new_account,
       coalesce(l.weight, 1) as weight
     from scores.case_scores as s
     left join labels as l using (case_type, case_id)
     left join scores.challenger_scores as h using (case_type, case_id, stage)
     join known as k using (case_type, case_id, stage)
     left join found using (case_type, case_id, stage)
     left join staging.orders as o on o.order_id = k.order_id
     where ${inPeriod}
     order by s.scored_as_of, s.case_type, s.case_id, s.stage`,
    [from, to, findings.join(',')],
  )
  return rows.map((row) => ({
    caseType: row.case_type as ScoredCase['caseType'],
    caseId: String(row.case_id),
    population: row.population as Population,
    day: String(row.day),
    score: Number(row.score),
    challengerScore: row.challenger_score as number | null,
    expectedValue: Number(row.expected_value),
    isFinding: row.is_finding === true,
    band: String(row.band),
    isAbuse: row.is_abuse as boolean | null,
    kind: row.kind as string | null,
    persona: row.persona as string | null,
    weight: Number(row.weight),
    value: Number(row.value),
    earlier: Number(row.earlier),
    earlierRate: Number(row.earlier_rate),
    rulePoints: Number(row.rule_points),
    laneLoss: row.lane_loss === null ? null : Number(row.lane_loss),
    dwelling: String(row.dwelling),
    region: String(row.region),
    isNewAccount: row.is_new_account === true,
  }))
}
