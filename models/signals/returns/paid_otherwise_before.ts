import { returnFacts } from '../../facts/return_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const paidOtherwiseBefore = signal({
  name: 'paid_otherwise_before',
  means: 'The order had been refunded, sent again or charged back for another reason.',
  facts: returnFacts,
  concerns: {},
  needs: ['paid_otherwise_before'],
  fires: ({ paid_otherwise_before }) => atLeast(paid_otherwise_before, 1),
  weight: 0.3,
  because:
    'A refund for the return may be paid on top of the other; several items of one order explain most.',
  reason: 'Refunds, reships or chargebacks paid on this order for other reasons: {paid_otherwise_before}.',
  innocent: 'The other payout was for another item of the order.',
  state: 'active',
  cases: [
    { facts: { paid_otherwise_before: 1 }, outcome: 'fired' },
    { facts: { paid_otherwise_before: 0 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
