import { Problem } from '../runner/problems.ts'

/** Nothing was scored under this id. */
export const unknownCase = (caseId: string, where = 'scores.case_scores'): Problem =>
  new Problem(`No case ${caseId} was scored.`, {
    where,
    next: 'give the id of a claim or of a return; `recoup queue` lists those to look at.',
  })
