import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { type LoadedDecision, loadedDecisions } from '../explain/decisions.ts'
import { bothTypes, type CaseType, namedCase } from '../explain/named_case.ts'
import { queueAsOf } from '../queue.ts'
import { asProblem } from '../runner/machine_faults.ts'
import type { Places } from '../runner/places.ts'
import { Problem } from '../runner/problems.ts'
import { demandWarehouse, type ReadFrom, readingEither } from '../runner/reading.ts'

/** What is known of a case when a decision on it is written down. */
export type KnownCase = {
  readonly caseType: CaseType
  /** Where the case was found; nowhere when, with a run at work, nothing could tell of it. */
  readonly lookedUpIn: ReadFrom | null
  /** The instant that the queue is as of, UTC as `2026-06-30 23:59:12`; unknown when nothing could be read. */
  readonly asOf: string | null
  /** The moment of the furthest stage that was scored, written likewise. */
  readonly scoredAt: string | null
  /** The decisions on the case that were loaded; unknown without the warehouse. */
  readonly loaded: readonly LoadedDecision[] | null
}

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
  const found = await readingEither(places, (warehouse, from) =>
    (from === 'warehouse' ? inWarehouse : inSnapshot)(warehouse, caseId, named),
  ).catch(unlessBusy)
  if (found?.caseType) return { ...found, caseType: found.caseType }
  if (!named) throw untold(caseId)
  return { caseType: named, lookedUpIn: null, asOf: found?.asOf ?? null, scoredAt: null, loaded: null }
}

type Found = Omit<KnownCase, 'caseType'> & { readonly caseType: CaseType | undefined }

async function inWarehouse(
  warehouse: Warehouse,
  caseId: string,
  named: CaseType | undefined,
): Promise<Found> {
  const asOf = await queueAsOf(warehouse, 'warehouse')
  const { case_type, scored_at } = await namedCase(warehouse, caseId, named)
  const loaded = await loadedDecisions(warehouse, case_type, caseId)
  return { caseType: case_type, lookedUpIn: 'warehouse', asOf, scoredAt: scored_at, loaded }
}

async function inSnapshot(warehouse: Warehouse, caseId: string, named: CaseType | undefined): Promise<Found> {
  const asOf = await queueAsOf(warehouse, 'snapshot')
  const rows = await warehouse.rows<{ case_type: CaseType; opened_at: string }>(
    `select case_type, strftime(opened_at, '%Y-%m-%d %H:%M:%S') as opened_at from scores.queue where case_id = $1`,
    [caseId],
  )
  const [queued, other] = rows.filter(({ case_type }) => !named || case_type === named)
  if (queued && other) throw bothTypes(caseId)
  return {
    caseType: queued?.case_type,
    lookedUpIn: queued ? 'snapshot' : null,
    asOf,
    scoredAt: queued?.opened_at ?? null,
    loaded: null,
  }
}

/** A run that began just now is no reason to lose a decision; any other fault is. */
function unlessBusy(thrown: unknown): undefined {
  const fault = asProblem(thrown)
  if (fault instanceof Problem && /is writing to the warehouse|Another program has/.test(fault.message))
    return undefined
  throw fault
}

const untold = (caseId: string) =>
  new Problem(`Whether ${caseId} is a claim or a return cannot be looked up while a run is at work.`, {
    where: '--type',
    next: 'add --type claim or --type return.',
  })
