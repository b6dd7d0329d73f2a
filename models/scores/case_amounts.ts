import { tables } from '../../warehouse/tables.ts'
import { claimFacts } from '../facts/claim_facts.ts'
import { returnFacts } from '../facts/return_facts.ts'

const read = tables(claimFacts, returnFacts)

/** What is asked for in each case, at each of its stages, in the reporting currency. */
export const caseAmounts = () =>
  read
    .selectFrom('facts.claim_facts as f')
    .select(['f.case_type', 'f.case_id', 'f.stage', 'f.case_amount'])
    .unionAll(
      read
        .selectFrom('facts.return_facts as f')
        .select(['f.case_type', 'f.case_id', 'f.stage', 'f.case_amount']),
    )
