import { claimFacts } from '../../facts/claim_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const returnedBeforeClaim = signal({
  name: 'returned_before_claim',
  means: 'A return of the same order was asked for before it was claimed as not received.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['returns_before'],
  fires: ({ returns_before }) => atLeast(returns_before, 1),
  weight: 3,
  because: 'What was never received cannot be returned; only orders of several parcels explain it.',
  reason: 'A return of this order was asked for before the claim.',
  innocent: 'The order came in several parcels, and another one is meant.',
  state: 'active',
  isFinding: true,
  cases: [
    { facts: { returns_before: 1 }, outcome: 'fired' },
    { facts: { returns_before: 0 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
