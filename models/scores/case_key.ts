import { choice, text } from '../../warehouse/columns.ts'

/** What names a case at a stage, in every table of scores that has a row for each. */
export const caseKey = {
  case_type: choice(['claim', 'return'], 'Whether the case is a claim or a return.').required(),
  case_id: text('The claim or the return.').required(),
  stage: choice(['claimed', 'requested', 'received', 'inspected'], 'How far the case had come.').required(),
}
