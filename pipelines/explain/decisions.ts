import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Decision } from '../decide/decision.ts'
import type { CaseType } from './named_case.ts'

export type LoadedDecision = Pick<
  Decision,
  'decision_id' | 'case_type' | 'case_id' | 'decided_at' | 'reviewer' | 'finding' | 'action'
>

/** The decisions on a case that were loaded and not taken back, oldest first, each as it was sent last. */
export const loadedDecisions = (
  warehouse: Warehouse,
  caseType: CaseType,
  caseId: string,
): Promise<LoadedDecision[]> =>
  warehouse.rows<LoadedDecision>(
    `select decision_id, case_type, case_id, strftime(decided_at, '%Y-%m-%d %H:%M:%S') as decided_at, reviewer,
       finding, action
     from raw.decisions anti join raw.withdrawals using (decision_id) where case_type = $1 and case_id = $2
     qualify row_number() over (partition by decision_id order by version_at desc, file_number desc, row_number desc) = 1
     order by decided_at, decision_id`,
    [caseType, caseId],
  )
