import { claimFacts } from '../../facts/claim_facts.ts'
import { atLeast, sum } from '../conditions.ts'
import { signal } from '../signal.ts'

export const history = signal({
  name: 'history',
  means: 'What became of the identity’s earlier parcels, each weighed by how often its lane loses parcels.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['history_bits', 'quiet_parcels_before', 'claimed_parcels_before'],
  fires: ({ quiet_parcels_before, claimed_parcels_before }) =>
    atLeast(sum(quiet_parcels_before, claimed_parcels_before), 1),
  weight: { least: -4, most: 6, bits: ({ history_bits }) => history_bits },
  because:
    'Sum over earlier parcels of log2((q+δ)/q) if claimed and log2((1−q−δ)/(1−q)) if not, q being the parcel’s lane loss.',
  reason:
    'Earlier parcels claimed as not received: {claimed_parcels_before}; arrived without a word: {quiet_parcels_before}.',
  innocent: 'Some people live where parcels go missing, and have had bad luck more than once.',
  state: 'active',
  cases: [
    {
      facts: { history_bits: 3.2, quiet_parcels_before: 4, claimed_parcels_before: 2 },
      outcome: 'fired',
      bits: 3.2,
    },
    {
      facts: { history_bits: -9, quiet_parcels_before: 60, claimed_parcels_before: 0 },
      outcome: 'fired',
      bits: -4,
    },
    { facts: { history_bits: 0, quiet_parcels_before: 0, claimed_parcels_before: 0 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
