import { claimFacts } from '../../facts/claim_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const householdClaims = signal({
  name: 'household_claims',
  means: 'Others at this address made two or more claims before.',
  facts: claimFacts,
  concerns: {},
  needs: ['household_claims_before'],
  fires: ({ household_claims_before }) => atLeast(household_claims_before, 2),
  weight: 0.5,
  because:
    'On trial: at one door this is one story told by several accounts, at another it is a thief or a bad route, and nobody may pay for the street.',
  reason: 'Earlier claims of others at the address: {household_claims_before}.',
  innocent: 'Parcels are stolen or lost at this address.',
  state: 'trial',
  isAboutOthers: true,
  cases: [
    { facts: { household_claims_before: 2 }, outcome: 'fired' },
    { facts: { household_claims_before: 1 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
