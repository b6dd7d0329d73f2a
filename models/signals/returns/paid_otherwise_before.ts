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
  weight: 1.5,
  because: 'Exact, from the payouts: a refund for the return would be paid on top.',
  reason:
    '{paid_otherwise_before} refunds, reships or chargebacks had been paid on this order for other reasons.',
  innocent: 'The other payout was for another item of the order.',
  state: 'active',
  isFinding: true,
  cases: [
    { facts: { paid_otherwise_before: 1 }, outcome: 'fired' },
    { facts: { paid_otherwise_before: 0 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
