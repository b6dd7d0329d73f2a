import { claimFacts } from '../../facts/claim_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const claimsOnSameRoute = signal({
  name: 'claims_on_same_route',
  means: 'Others on the same route claimed parcels delivered within a day of this one.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['same_route_claims'],
  fires: ({ same_route_claims }) => atLeast(same_route_claims, 2),
  weight: -2,
  because: 'Several claims on one driver’s day point to the driver, not to the customers.',
  reason: 'Other customers of the same route and day who had claimed their parcels: {same_route_claims}.',
  innocent: 'The driver misdelivered or lost that day’s parcels.',
  state: 'active',
  isAboutOthers: true,
  cases: [
    { facts: { same_route_claims: 3 }, outcome: 'fired' },
    { facts: { same_route_claims: 1 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
