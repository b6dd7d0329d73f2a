import { expect, test } from 'vitest'
import { queueDecisions } from '../../../models/scores/queue_decisions.ts'
import { given } from '../given.ts'

test('a return that came back into the queue shows how it was decided before, and by whom', async () => {
  const returned = { order_id: 'o1', requested_at: '2026-01-10 09:00' }
  const inspected = { order_id: 'o1', inspected_at: '2026-01-16 15:00', grade: 'used' }
  const built = await given(
    {
      orders: [{ items_amount: 200, total_amount: 200 }],
      order_lines: [{ unit_price_amount: 200 }],
      returns: [
        { ...returned, return_id: 'again' },
        { ...returned, return_id: 'settled' },
      ],
      return_lines: [
        { ...inspected, return_id: 'again' },
        { ...inspected, return_id: 'settled' },
      ],
      decisions: [
        { decision_id: 'd1', decided_at: '2026-01-11 10:00', case_id: 'again', action: 'escalate' },
        { decision_id: 'd2', decided_at: '2026-01-12 10:00', case_id: 'again', finding: 'legitimate' },
        { decision_id: 'd3', decided_at: '2026-01-17 10:00', case_id: 'settled', finding: 'abuse' },
      ].map((decision) => ({ ...decision, case_type: 'return' })),
    },
    { asOf: '2026-01-20', settings: { priors: { return: 0.5 }, reviewCost: 0, frictionCost: 0 } },
  )

  const decided = { case_type: 'return', case_id: 'again', reviewer: 'rita' }
  expect(await built.rows(queueDecisions)).toMatchObject([
    { ...decided, decision_id: 'd1', finding: 'unresolved', action: 'escalate' },
    { ...decided, decision_id: 'd2', finding: 'legitimate', action: 'approve' },
  ])
})
