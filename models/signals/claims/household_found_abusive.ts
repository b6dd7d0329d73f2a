import { claimFacts } from '../../facts/claim_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const householdFoundAbusive = signal({
  name: 'household_found_abusive',
  means: 'A reviewer had found an earlier case of somebody else at this address abusive.',
  facts: claimFacts,
  concerns: {},
  needs: ['household_abuse_found_before'],
  fires: ({ household_abuse_found_before }) => atLeast(household_abuse_found_before, 1),
  weight: 0.5,
  because: 'New accounts are opened at the old door; most people who share a door share nothing else.',
  reason: 'Earlier cases of others at the address found abusive: {household_abuse_found_before}.',
  innocent: 'Another member of the household, or an earlier tenant.',
  state: 'active',
  isAboutOthers: true,
  cases: [
    { facts: { household_abuse_found_before: 1 }, outcome: 'fired' },
    { facts: { household_abuse_found_before: 0 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
