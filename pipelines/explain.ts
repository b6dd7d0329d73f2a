import { claimFacts } from '../models/facts/claim_facts.ts'
import { returnFacts } from '../models/facts/return_facts.ts'
import { signals } from '../models/signals/all.ts'
import type { Signal } from '../models/signals/signal.ts'
import type { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { quoted } from '../warehouse/engine.ts'
import { type LoadedDecision, loadedDecisions } from './explain/decisions.ts'
import { type CaseType, namedCase } from './explain/named_case.ts'

/** Why a case ranks where it does, at its furthest stage: the score as the sum of its parts, and what it rests on. */
export type Explanation = Score & {
  readonly signals: readonly ExplainedSignal[]
  /** What became known of a return before this stage. */
  readonly earlier_stages: readonly EarlierStage[]
  /** What is known of the way that the parcel took, where it is a claim. */
  readonly lane: readonly CountedFact[]
  /** What the identity had done before, as counts. */
  readonly history: readonly CountedFact[]
  /** The accounts that counted as one with this one, and by what each was linked. */
  readonly linked_accounts: readonly { readonly customer_id: string; readonly linked_by: string | null }[]
  /** The decisions on the case that were loaded, oldest first. */
  readonly decisions: readonly LoadedDecision[]
}

type Score = {
  readonly case_type: CaseType
  readonly case_id: string
  readonly stage: string
  readonly scored_as_of: string
  readonly order_id: string
  /** What is asked for, in the reporting currency. */
  readonly value: string
  readonly score: number
  readonly log_odds: number
  readonly prior_log_odds: number
  readonly expected_value: string
  readonly band: string
  readonly facts_hash: string
  readonly ruleset_hash: string
}

export type EarlierStage = Pick<Score, 'stage' | 'scored_as_of' | 'score' | 'log_odds' | 'band'> & {
  /** The reason of the signal that spoke most for abuse. */
  readonly top_reason: string | null
}

export type CountedFact = {
  readonly fact: string
  readonly about: string
  readonly value: number | null
}

export type ExplainedSignal = {
  readonly signal: string
  readonly outcome: 'fired' | 'clear' | 'unknown'
  readonly weight: number
  readonly reason: string | null
  readonly innocent: string | null
  readonly proof: string | null
  /** What silenced it, so that it weighs nothing. */
  readonly silenced: Silenced | null
}

export type Silenced = {
  readonly suppression_id: string
  /** The last day, or that on which it was ended early. */
  readonly until: string
  readonly reason: string
  readonly reviewer: string
}

/** Facts that are shown by themselves, because signals weigh them together. */
const shown = {
  claim: {
    facts: claimFacts,
    lane: ['lane_loss', 'lane_parcels', 'lane_claimed'] satisfies (keyof typeof claimFacts.columns)[],
    history: [
      'orders_before',
      'claims_before',
      'not_received_before',
      'quiet_parcels_before',
      'claimed_parcels_before',
      'bad_returns_before',
      'abuse_found_before',
      'cleared_before',
    ] satisfies (keyof typeof claimFacts.columns)[],
  },
  return: {
    facts: returnFacts,
    lane: [],
    history: [
      'orders_before',
      'units_bought_before',
      'units_returned_before',
      'inspected_returns_before',
      'bad_returns_before',
      'claims_before',
      'abuse_found_before',
      'cleared_before',
    ] satisfies (keyof typeof returnFacts.columns)[],
  },
} as const

/** Explains the case with this id; its type must be named where a claim and a return share the id. */
export async function explain(warehouse: Warehouse, caseId: string, type?: CaseType): Promise<Explanation> {
  const { case_type } = await namedCase(warehouse, caseId, type)
  const { facts, lane, history } = shown[case_type]
  const stages = await warehouse.rows<Score>(
    `select s.case_type, s.case_id, s.stage, strftime(s.scored_as_of, '%Y-%m-%d %H:%M:%S') as scored_as_of,
       f.order_id, f.case_amount as value, s.score, s.log_odds, s.prior_log_odds, s.expected_value, s.band,
       s.facts_hash, s.ruleset_hash
     from scores.case_scores s join ${quoted(facts.name)} f on f.case_id = s.case_id and f.stage = s.stage
     where s.case_type = $1 and s.case_id = $2 order by s.scored_as_of desc, s.stage`,
    [case_type, caseId],
  )
  const [score, ...earlier] = stages
  if (!score) throw new Error(`${caseId} was scored without facts.`)
  const at = [case_type, caseId, score.stage]
  return {
    ...score,
    signals: await explainedSignals(warehouse, case_type, at),
    earlier_stages: await Promise.all(earlier.reverse().map((one) => earlierStage(warehouse, one))),
    lane: await countedFacts(warehouse, case_type, lane, at),
    history: await countedFacts(warehouse, case_type, history, at),
    linked_accounts: await warehouse.rows(
      `select customer_id, linked_by from facts.case_accounts
       where case_type = $1 and case_id = $2 and stage = $3 order by linked_by is not null, customer_id`,
      at,
    ),
    decisions: await loadedDecisions(warehouse, case_type, caseId),
  }
}

/** The declaration of a signal by its name, which is its own among those of one type of case. */
export const declaredSignals = (caseType: CaseType): ReadonlyMap<string, Signal> =>
  new Map(
    signals
      .filter(({ facts }) => facts.name === shown[caseType].facts.name)
      .map((signal) => [signal.name, signal]),
  )

/** All facts of a case at a stage, by name. */
export async function factsAt(
  warehouse: Warehouse,
  { case_type, case_id, stage }: Pick<Score, 'case_type' | 'case_id' | 'stage'>,
): Promise<Readonly<Record<string, string | number | boolean | null>>> {
  const [row] = await warehouse.rows<Record<string, string | number | boolean | null>>(
    `from ${quoted(shown[case_type].facts.name)} where case_id = $1 and stage = $2`,
    [case_id, stage],
  )
  return row ?? {}
}

async function explainedSignals(
  warehouse: Warehouse,
  caseType: CaseType,
  at: readonly string[],
): Promise<ExplainedSignal[]> {
  const declared = declaredSignals(caseType)
  const rows = await warehouse.rows<
    Pick<ExplainedSignal, 'signal' | 'outcome' | 'weight' | 'reason'> & SilencedColumns
  >(
    `select c.signal, c.outcome, c.weight, c.reason, s.suppression_id,
       cast(least(s.silenced_until, cast(s.ended_at as date)) as varchar) as until, s.reason as because, s.reviewer
     from scores.case_signals c left join staging.suppressions s on s.suppression_id = c.silenced_by
     where c.case_type = $1 and c.case_id = $2 and c.stage = $3
     order by c.outcome <> 'fired', abs(c.weight) desc, c.signal`,
    [...at],
  )
  return rows.map(({ signal, outcome, weight, reason, ...row }) => ({
    signal,
    outcome,
    weight,
    reason,
    innocent: declared.get(signal)?.innocent ?? null,
    proof: declared.get(signal)?.proof ?? null,
    silenced:
      row.suppression_id === null
        ? null
        : {
            suppression_id: row.suppression_id,
            until: row.until,
            reason: row.because,
            reviewer: row.reviewer,
          },
  }))
}

type SilencedColumns =
  | Readonly<Record<'suppression_id' | 'until' | 'because' | 'reviewer', string>>
  | Readonly<Record<'suppression_id' | 'until' | 'because' | 'reviewer', null>>

async function earlierStage(
  warehouse: Warehouse,
  { case_type, case_id, stage, scored_as_of, score, log_odds, band }: Score,
): Promise<EarlierStage> {
  const [top] = await warehouse.rows<{ reason: string }>(
    `select reason from scores.case_signals
     where case_type = $1 and case_id = $2 and stage = $3 and outcome = 'fired' and weight > 0
     order by weight desc, signal limit 1`,
    [case_type, case_id, stage],
  )
  return { stage, scored_as_of, score, log_odds, band, top_reason: top?.reason ?? null }
}

async function countedFacts(
  warehouse: Warehouse,
  caseType: CaseType,
  names: readonly string[],
  [, caseId = '', stage = '']: readonly string[],
): Promise<CountedFact[]> {
  const row = await factsAt(warehouse, { case_type: caseType, case_id: caseId, stage })
  const { columns } = shown[caseType].facts
  return names.map((fact) => ({
    fact,
    about: columns[fact as keyof typeof columns].facts.about,
    value: numeric(row[fact]),
  }))
}

/** Counts come as text where they are too large for a number, which these never are. */
const numeric = (value: string | number | boolean | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value)
