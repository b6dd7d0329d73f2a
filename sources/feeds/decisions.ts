import { choice, instant, text } from '../../warehouse/columns.ts'
import { feed } from '../feed.ts'

export const decisions = feed({
  name: 'decisions',
  about: 'What a reviewer found and did about a claim or a return.',
  key: ['decision_id'],
  happenedAt: ['decided_at'],
  columns: {
    decision_id: text('The decision.').required(),
    case_type: choice(['claim', 'return'], 'What was decided on.').required(),
    case_id: text('The claim_id or the return_id, by case_type.').required(),
    decided_at: instant('When it was decided.').required(),
    reviewer: text('Who decided.').required(),
    finding: choice(
      ['abuse', 'legitimate', 'carrier_fault', 'warehouse_fault', 'unresolved'],
      'What the reviewer found.',
    ).required(),
    action: choice(['approve', 'deny', 'partial', 'ask_proof', 'escalate'], 'What was done.').required(),
    note: text('The reviewer’s own words.').onErasure('words'),
    appeal_of: text('The earlier decision that this one looks at again.').refersTo('decisions.decision_id'),
  },
})
