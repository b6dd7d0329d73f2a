import { claimFacts } from '../../facts/claim_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const paidOutBefore = signal({
  name: 'paid_out_before',
  means: 'All that the customer paid for the order had been paid out before the claim.',
  facts: claimFacts,
  concerns: {},
  needs: ['paid_before_share', 'paid_before_amount'],
  fires: ({ paid_before_share }) => atLeast(paid_before_share, 0.99),
  weight: 3,
  because: 'Exact, from the payout ledger: nothing is left to claim.',
  reason: '{paid_before_amount} had already been paid out on this order.',
  innocent: 'The customer does not know of the payout, or support asked for a new claim.',
  proof: 'Show the customer the payout already made.',
  state: 'active',
  isFinding: true,
  cases: [
    { facts: { paid_before_share: 1, paid_before_amount: 80 }, outcome: 'fired' },
    { facts: { paid_before_share: 0.2, paid_before_amount: 16 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
