import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { unknownCase } from '../explain/unknown_case.ts'
import { queueAsOf } from '../queue.ts'
import { asProblem } from '../runner/machine_faults.ts'
import type { Places } from '../runner/places.ts'
import { Problem } from '../runner/problems.ts'
import { demandWarehouse, type ReadFrom, readingEither } from '../runner/reading.ts'
import type { Decision } from './decision.ts'

export type CaseType = Decision['case_type']

/** What is known of a case when a decision on it is written down. */
export type KnownCase = {
  readonly caseType: CaseType
  /** Where the case was looked up; nowhere when neither the warehouse nor the snapshot could tell. */
  readonly lookedUpIn: ReadFrom | null
  /** The instant that the queue is as of, UTC as `2026-06-30 23:59:12`; unknown when nothing could be read. */
  readonly asOf: string | null
  /** The moment of the furthest stage that was scored, written likewise. */
  readonly scoredAt: string | null
  /** The decisions on the case that were loaded; unknown without the warehouse. */
  readonly loaded: readonly LoadedDecision[] | null
}

export type LoadedDecision = Pick<
  Decision,
  'decision_id' | 'case_type' | 'case_id' | 'decided_at' | 'reviewer' | 'finding' | 'action'
>

/**
 * Looks the case up: in the warehouse, in the snapshot for as long as a run is at work, and nowhere if that
 * tells nothing of it. A case that the warehouse does not know is refused.
 */
export async function knownCase(
  places: Places,
  caseId: string,
  named: CaseType | undefined,
): Promise<KnownCase> {
  demandWarehouse(places)
  const found = await readingEither(places, async (warehouse, from) => ({
    from,
    asOf: await queueAsOf(warehouse, from),
    types: await (from === 'warehouse' ? scored : queued)(warehouse, caseId),
    loaded: from === 'warehouse' ? await loadedDecisions(warehouse, caseId) : null,
  })).catch(unlessBusy)
  const candidates = (found?.types ?? []).filter(({ case_type }) => !named || case_type === named)
  if (found?.from === 'warehouse' && candidates.length === 0) throw notScored(caseId, named, found.types)
  const only = candidates.length === 1 ? candidates[0] : undefined
  if (!only && (candidates.length > 1 || !named)) throw ambiguous(caseId, candidates.length > 1)
  const caseType = (only?.case_type ?? named) as CaseType
  return {
    caseType,
    lookedUpIn: only ? (found?.from ?? null) : null,
    asOf: found?.asOf ?? null,
    scoredAt: only?.at ?? null,
    loaded: found?.loaded?.filter(({ case_type }) => case_type === caseType) ?? null,
  }
}

type Scored = { readonly case_type: CaseType; readonly at: string }

const scored = (warehouse: Warehouse, caseId: string) =>
  warehouse.rows<Scored>(
    `select case_type, strftime(max(scored_as_of), '%Y-%m-%d %H:%M:%S') as at
     from scores.case_scores where case_id = $1 group by case_type order by case_type`,
    [caseId],
  )

const queued = (warehouse: Warehouse, caseId: string) =>
  warehouse.rows<Scored>(
    `select case_type, strftime(opened_at, '%Y-%m-%d %H:%M:%S') as at
     from scores.queue where case_id = $1 order by case_type`,
    [caseId],
  )

const loadedDecisions = (warehouse: Warehouse, caseId: string) =>
  warehouse.rows<LoadedDecision>(
    `select decision_id, case_type, case_id, strftime(decided_at, '%Y-%m-%d %H:%M:%S') as decided_at, reviewer,
       finding, action
     from raw.decisions where case_id = $1
     qualify row_number() over (partition by decision_id order by version_at desc, file_number desc, row_number desc) = 1
     order by decided_at, decision_id`,
    [caseId],
  )

/** A run that began just now is no reason to lose a decision; any other fault is. */
function unlessBusy(thrown: unknown): undefined {
  const fault = asProblem(thrown)
  if (fault instanceof Problem && /at work|is writing to|another program has/i.test(fault.message))
    return undefined
  throw fault
}

const notScored = (caseId: string, named: CaseType | undefined, types: readonly Scored[]) =>
  named && types.length > 0
    ? new Problem(`${caseId} is no ${named}.`, {
        where: '--type',
        next: `it is a ${types.map(({ case_type }) => case_type).join(' and a ')}; leave --type out, or name that.`,
      })
    : unknownCase(caseId)

const ambiguous = (caseId: string, isBoth: boolean) =>
  new Problem(
    isBoth
      ? `${caseId} is both a claim and a return.`
      : `Whether ${caseId} is a claim or a return cannot be looked up while a run is at work.`,
    { where: '--type', next: 'add --type claim or --type return.' },
  )
