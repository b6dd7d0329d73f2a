import { choice, instant, text } from '../../warehouse/columns.ts'
import { asOf } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { decisions } from '../staging/decisions.ts'
import { queue } from './queue.ts'

export const queueDecisions = model({
  name: 'scores.queue_decisions',
  about:
    'For the cases in the queue: the decisions made on them at an earlier stage, and those that left them open, by people and by systems, as of the run.',
  owner: 'loss prevention',
  grain: ['decision_id'],
  load: rebuilt(),
  published: true,
  columns: {
    decision_id: text('The decision.').required(),
    case_type: choice(['claim', 'return'], 'Whether the case is a claim or a return.').required(),
    case_id: text('The claim or the return.').required(),
    decided_at: instant('When it was made.').required(),
    reviewer: text('Who decided, as the record names them.').required(),
    finding: choice(
      ['abuse', 'legitimate', 'carrier_fault', 'warehouse_fault', 'unresolved'],
      'What it found.',
    ).required(),
    action: choice(['approve', 'deny', 'partial', 'ask_proof', 'escalate'], 'What it did.').required(),
  },
  query: () =>
    tables(decisions, queue)
      .selectFrom('scores.queue as q')
      .innerJoin('staging.decisions as d', (j) =>
        j.onRef('d.case_type', '=', 'q.case_type').onRef('d.case_id', '=', 'q.case_id'),
      )
      .where((r) => r('d.decided_at', '<=', asOf()))
      .select(['d.decision_id', 'd.case_type', 'd.case_id', 'd.decided_at', 'd.reviewer'])
      .select(['d.finding', 'd.action']),
})
