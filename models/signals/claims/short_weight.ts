import { claimFacts } from '../../facts/claim_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const shortWeight = signal({
  name: 'short_weight',
  means: 'On its last weighing the parcel lacked the weight of the item claimed to be missing.',
  facts: claimFacts,
  concerns: { claim_type: ['missing_item'] },
  needs: ['lacking_share'],
  fires: ({ lacking_share }) => atLeast(lacking_share, 0.5),
  weight: -3,
  because: 'The carrier’s scale says what the customer says.',
  reason: 'The parcel was lighter than it should have been when it was last weighed.',
  innocent: 'The item was never packed, or was taken out on the way.',
  state: 'active',
  cases: [
    { facts: { lacking_share: 0.9 }, outcome: 'fired' },
    { facts: { lacking_share: 0.1 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
