import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { Problem } from '../runner/problems.ts'

export type CaseType = 'claim' | 'return'

export type NamedCase = {
  readonly case_type: CaseType
  /** The moment of its furthest stage: UTC, `2026-06-30 23:59:12`. */
  readonly scored_at: string
}

/** The scored case of this id; a type must be named where a claim and a return share the id. */
export async function namedCase(
  warehouse: Warehouse,
  caseId: string,
  named: CaseType | undefined,
): Promise<NamedCase> {
  const scored = await warehouse.rows<NamedCase>(
    `select case_type, strftime(max(scored_as_of), '%Y-%m-%d %H:%M:%S') as scored_at
     from scores.case_scores where case_id = $1 group by case_type order by case_type`,
    [caseId],
  )
  const [found, other] = scored.filter(({ case_type }) => !named || case_type === named)
  if (found && other) throw bothTypes(caseId)
  if (found) return found
  if (named && scored[0]) throw otherType(caseId, named, scored[0].case_type)
  throw unknownCase(caseId)
}

/** Nothing was scored under this id. */
const unknownCase = (caseId: string): Problem =>
  new Problem(`No case ${caseId} was scored.`, {
    where: 'scores.case_scores',
    next: 'give the id of a claim or of a return; `recoup queue` lists those to look at.',
  })

export const bothTypes = (caseId: string): Problem =>
  new Problem(`${caseId} is both a claim and a return.`, {
    where: '--type',
    next: 'add --type claim or --type return.',
  })

const otherType = (caseId: string, named: CaseType, is: CaseType): Problem =>
  new Problem(`${caseId} is no ${named}.`, { where: '--type', next: `it is a ${is}: name that, or no type.` })
