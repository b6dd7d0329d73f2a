import { claimFacts } from '../../facts/claim_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const packedShort = signal({
  name: 'packed_short',
  means: 'When it was packed, the parcel lacked the weight of the item claimed to be missing.',
  facts: claimFacts,
  concerns: { claim_type: ['missing_item'] },
  needs: ['packed_lacking_share'],
  fires: ({ packed_lacking_share }) => atLeast(packed_lacking_share, 0.5),
  weight: -3,
  because:
    'The shop’s own scale says what the customer says. A full weight says nothing: many shops declare what the parcel should weigh.',
  reason: 'The parcel was lighter than it should have been when it was packed.',
  innocent: 'The item was never packed.',
  state: 'active',
  cases: [
    { facts: { packed_lacking_share: 0.9 }, outcome: 'fired' },
    { facts: { packed_lacking_share: -0.1 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
