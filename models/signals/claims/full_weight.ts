import { claimFacts } from '../../facts/claim_facts.ts'
import { below } from '../conditions.ts'
import { signal } from '../signal.ts'

export const fullWeight = signal({
  name: 'full_weight',
  means: 'On its last weighing the parcel weighed what it should with the item claimed to be missing.',
  facts: claimFacts,
  concerns: { claim_type: ['missing_item'] },
  needs: ['lacking_share'],
  fires: ({ lacking_share }) => below(lacking_share, 0.2),
  weight: 1.5,
  because: 'A parcel packed short weighs less from the start; what is taken out after the last scan is rare.',
  reason: 'The parcel weighed what it should when it was last weighed.',
  innocent: 'The item was taken out after the last weighing, or another item was packed in its place.',
  proof: 'Compare the packing record with the carrier’s weights.',
  state: 'active',
  cases: [
    { facts: { lacking_share: -0.1 }, outcome: 'fired' },
    { facts: { lacking_share: 0.4 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
