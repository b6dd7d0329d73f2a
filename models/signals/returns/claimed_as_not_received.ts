import { returnFacts } from '../../facts/return_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const claimedAsNotReceived = signal({
  name: 'claimed_as_not_received',
  means: 'The same order had been claimed as not received.',
  facts: returnFacts,
  concerns: {},
  needs: ['not_received_claims_before'],
  fires: ({ not_received_claims_before }) => atLeast(not_received_claims_before, 1),
  weight: 0.5,
  because:
    'What was never received cannot be returned; a parcel that came late explains most, and what was paid for it must come back all the same.',
  reason: 'This order had been claimed as not received before.',
  innocent: 'The parcel turned up after the claim, and the customer is sending it back.',
  state: 'active',
  isFinding: true,
  cases: [
    { facts: { not_received_claims_before: 1 }, outcome: 'fired' },
    { facts: { not_received_claims_before: 0 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
