import { toldFrom } from '../../models/scores/queue/told.ts'
import { queueFacts } from '../../models/scores/queue_facts.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { keyOf } from '../decide/case_logs.ts'
import type { LoadedDecision } from '../explain/decisions.ts'
import { queueAsOf } from '../queue.ts'
import type { CaseName, ToldCase } from './api/contract.ts'
import type { KnownCase, KnownCases } from './casework/known_cases.ts'

/** The queue and its cases as one snapshot has them: read once, so that no answer waits for the engine. */
export type CaseBook = KnownCases & {
  readonly publishedAt: string
  readonly currency: string
  /** In the queue's order. */
  readonly cases: readonly ToldCase[]
  told(name: CaseName): ToldCase | undefined
}

/** Reads a published snapshot, whole. */
export async function readCaseBook(snapshot: string): Promise<CaseBook> {
  const warehouse = await Warehouse.open(snapshot, { readOnly: true })
  try {
    const asOf = await queueAsOf(warehouse, 'snapshot')
    const [shop] = await warehouse.rows<{ currency: string; published_at: string }>(
      `select reporting_currency as currency, ${utc('published_at')} from health.snapshot`,
    )
    const loadedAt = await newestLoad(warehouse)
    const cases = await toldCases(warehouse)
    const told = new Map(cases.map((one) => [keyOf(one), one]))
    const known = new Map(cases.map((one) => [keyOf(one), knownOf(one)]))
    return {
      asOf,
      publishedAt: shop?.published_at ?? '',
      currency: shop?.currency ?? '',
      cases,
      loadedAt,
      told: (name) => told.get(keyOf(name)),
      find: (name) => known.get(keyOf(name)),
    }
  } finally {
    warehouse.close()
  }
}

async function newestLoad(warehouse: Warehouse): Promise<Date> {
  const [row] = await warehouse.rows<{ started_at: string | null }>(
    `select strftime(max(started_at), '%Y-%m-%dT%H:%M:%S.%gZ') as started_at from health.runs
     where command in ('run', 'load') and outcome in ('running', 'succeeded')`,
  )
  return new Date(row?.started_at ?? 0)
}

/** A case as working on it needs it. */
const knownOf = ({ case_type, case_id, stage, opened_at, earlier_decisions }: ToldCase): KnownCase => ({
  stage,
  opened_at: plain(opened_at),
  decisions: earlier_decisions.map((one) => ({
    ...one,
    case_type,
    case_id,
    decided_at: plain(one.decided_at),
    finding: one.finding as LoadedDecision['finding'],
    action: one.action as LoadedDecision['action'],
  })),
})

const plain = (instant: string) => instant.slice(0, 19).replace('T', ' ')

type Row = Omit<ToldCase, 'signals' | 'timeline' | 'facts' | 'earlier_decisions'>
type Of<Part extends 'signals' | 'timeline' | 'earlier_decisions'> = CaseName & ToldCase[Part][number]

// Where a probability is not told the bits are not either: they add up to it.
const isTold = `(is_finding or score >= ${toldFrom})`
const utc = (column: string) => `strftime(${column}, '%Y-%m-%dT%H:%M:%SZ') as ${column}`

// Counts of the engine's widest whole numbers would come as text, which these never need.
const factColumns = Object.entries(queueFacts.columns)
  .map(([name, { facts }]) => (facts.kind === 'integer' ? `cast(${name} as integer) as ${name}` : name))
  .join(', ')

async function toldCases(warehouse: Warehouse): Promise<ToldCase[]> {
  const rows = await warehouse.rows<Row>(
    `select case_type, case_id, cast(rank as integer) as rank, stage, kind, order_id, ${utc('opened_at')}, value,
       case when score >= ${toldFrom} then score end as score, is_finding, top_reason,
       cast(signals_fired as integer) as signals_fired, cast(signals_unknown as integer) as signals_unknown,
       case when ${isTold} then log_odds end as log_odds, prior_log_odds
     from scores.queue order by rank`,
  )
  const signals = await byCase<Of<'signals'>>(
    warehouse,
    `select case_type, case_id, signal, means, outcome, cast(sign(weight) as integer) as direction,
       case when ${isTold} then weight end as weight, reason, innocent, proof, silenced_by
     from scores.queue_signals
     join (select case_type, case_id, is_finding, score from scores.queue) using (case_type, case_id)
     order by outcome <> 'fired', case when ${isTold} then abs(weight) end desc, direction desc, signal`,
  )
  const timeline = await byCase<Of<'timeline'>>(
    warehouse,
    `select case_type, case_id, ${utc('happened_at')}, what, parcel, detail
     from scores.queue_timeline t order by t.happened_at, what`,
  )
  const facts = await byCase<CaseName & ToldCase['facts']>(
    warehouse,
    `select ${factColumns} from scores.queue_facts`,
  )
  const decisions = await byCase<Of<'earlier_decisions'>>(
    warehouse,
    `select case_type, case_id, decision_id, ${utc('decided_at')}, reviewer, finding, action
     from scores.queue_decisions d order by d.decided_at, decision_id`,
  )
  return rows.map((row) => ({
    ...row,
    signals: signals(row),
    timeline: timeline(row),
    facts: facts(row)[0] ?? {},
    earlier_decisions: decisions(row),
  }))
}

/** The rows of each case, without its name. */
async function byCase<Of extends CaseName>(
  warehouse: Warehouse,
  sql: string,
): Promise<(name: CaseName) => Omit<Of, keyof CaseName>[]> {
  const found = new Map<string, Omit<Of, keyof CaseName>[]>()
  for (const { case_type, case_id, ...row } of await warehouse.rows<Of>(sql)) {
    const name = keyOf({ case_type, case_id })
    found.set(name, [...(found.get(name) ?? []), row])
  }
  return (name) => found.get(keyOf(name)) ?? []
}
