import { claimFacts } from '../../facts/claim_facts.ts'
import { atLeast, both } from '../conditions.ts'
import { signal } from '../signal.ts'

export const returnCreditedBefore = signal({
  name: 'return_credited_before',
  means: 'Every return of the order had been refunded before the customer claimed that it was not.',
  facts: claimFacts,
  concerns: { claim_type: ['return_not_credited'] },
  needs: ['returns_before', 'credited_returns_before'],
  fires: ({ returns_before, credited_returns_before }) =>
    both(atLeast(returns_before, 1), atLeast(credited_returns_before, returns_before)),
  weight: 2,
  because:
    'Exact, from the payout ledger; a refund in part, or one that the bank has not booked yet, explains some.',
  reason: 'Refunded before the claim: {credited_returns_before} of {returns_before} returns of this order.',
  innocent: 'The refund was smaller than expected, or is not on the statement yet.',
  proof: 'Show the customer the refund already made.',
  state: 'active',
  isFinding: true,
  cases: [
    { facts: { returns_before: 1, credited_returns_before: 1 }, outcome: 'fired' },
    { facts: { returns_before: 2, credited_returns_before: 1 }, outcome: 'clear' },
    { facts: { returns_before: 0, credited_returns_before: 0 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
