import type { Signal } from '../../models/signals/signal.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Decision } from '../decide/decision.ts'
import { loadedDecisions } from '../explain/decisions.ts'
import { type CaseType, namedCase } from '../explain/named_case.ts'
import { declaredSignals } from '../explain.ts'
import { Problem } from '../runner/problems.ts'
import type { Suppression } from './suppression.ts'

/** What is known of a case when a signal is silenced on account of it. */
export type ReviewedCase = {
  readonly caseType: CaseType
  readonly customerId: string
  /** The lane of the claimed parcel as known at the claim; none of a return, or where no scan named a facility. */
  readonly lane: { readonly carrier: string; readonly facility: string } | null
}

/** Looks the case up. One that nobody decided on is refused, and so is a signal that did not fire on it. */
export async function reviewedCase(
  warehouse: Warehouse,
  { caseId, type, signal }: { caseId: string; type: CaseType | undefined; signal: string },
  decided: (named: { case_type: CaseType; case_id: string }) => readonly Decision[],
): Promise<ReviewedCase> {
  const { case_type } = await namedCase(warehouse, caseId, type)
  const isWaiting = decided({ case_type, case_id: caseId }).length > 0
  if (!isWaiting && (await loadedDecisions(warehouse, case_type, caseId)).length === 0)
    throw undecided(caseId)
  const at = [case_type, caseId]
  const fired = await warehouse.rows<{ signal: string }>(
    `select distinct signal from scores.case_signals
     where case_type = $1 and case_id = $2 and outcome = 'fired' order by signal`,
    at,
  )
  demandSilenceable(
    { caseId, signal, caseType: case_type },
    fired.map((row) => row.signal),
  )
  const [account] = await warehouse.rows<{ customer_id: string }>(
    'select customer_id from facts.cases where case_type = $1 and case_id = $2 limit 1',
    at,
  )
  if (!account) throw new Error(`${caseId} was scored without facts.`)
  const [lane] = await warehouse.rows<{ carrier: string; facility: string }>(
    `select carrier, facility from facts.lane_counts
     where watched = $1 and watched_id = $2 and facility is not null`,
    at,
  )
  return { caseType: case_type, customerId: account.customer_id, lane: lane ?? null }
}

/** The columns of the record that say for whom or what the signal is silenced. */
export function scopeColumns(
  silencedFor: string,
  { customerId, lane }: ReviewedCase,
): Pick<Suppression, 'customer_id' | 'carrier' | 'facility'> {
  if (silencedFor !== 'lane') return { customer_id: customerId, carrier: null, facility: null }
  if (lane) return { customer_id: null, ...lane }
  throw new Problem(
    'Nothing is known of this case’s lane: it is no claim, or no scan named a facility by then.',
    {
      where: '--for lane',
      next: 'silence the signal for the identity, or for the lane from a claim whose parcel was scanned there.',
    },
  )
}

function demandSilenceable(
  { caseId, signal, caseType }: { caseId: string; signal: string; caseType: CaseType },
  fired: readonly string[],
): void {
  const declared = declaredSignals(caseType)
  const found: Signal | undefined = declared.get(signal)
  if (found && !found.isFinding && fired.includes(signal)) return
  const nameable = fired.filter((name) => declared.get(name)?.isFinding === false)
  const where = '--signal'
  const next =
    nameable.length > 0
      ? `name one that fired on it: ${nameable.join(', ')}.`
      : 'none fired on it that could be silenced.'
  if (!found) throw new Problem(`There is no signal ${signal} of ${caseType}s.`, { where, next })
  if (!found.isFinding) throw new Problem(`${signal} did not fire on ${caseId}.`, { where, next })
  throw new Problem(`${signal} is an exact finding, which nobody can silence.`, {
    where,
    next: 'where it is wrong, the records that it rests on are: send them corrected.',
  })
}

const undecided = (caseId: string) =>
  new Problem(`Nobody has decided on ${caseId} yet.`, {
    where: 'the decisions of this shop',
    next: `look at the case and say what you found with \`recoup decide ${caseId}\` first.`,
  })
