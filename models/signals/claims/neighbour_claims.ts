import { claimFacts } from '../../facts/claim_facts.ts'
import { atLeast, both, share } from '../conditions.ts'
import { signal } from '../signal.ts'

export const neighbourClaims = signal({
  name: 'neighbour_claims',
  means:
    'Others in the same postal code claimed at least two parcels, and one in twenty, in the 30 days before.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['neighbour_claims', 'neighbour_parcels'],
  fires: ({ neighbour_claims, neighbour_parcels }) =>
    both(atLeast(neighbour_claims, 2), atLeast(share(neighbour_claims, neighbour_parcels), 0.05)),
  weight: -1,
  because: 'Thieves and careless drivers take from many doors of one street.',
  reason:
    'Others’ parcels to the same postal code in the 30 days before: {neighbour_parcels}; claimed as not received: {neighbour_claims}.',
  innocent: 'Parcels are being stolen or misdelivered in the neighbourhood.',
  state: 'active',
  isAboutOthers: true,
  cases: [
    { facts: { neighbour_claims: 2, neighbour_parcels: 30 }, outcome: 'fired' },
    { facts: { neighbour_claims: 2, neighbour_parcels: 100 }, outcome: 'clear' },
    { facts: { neighbour_claims: 0, neighbour_parcels: 0 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
