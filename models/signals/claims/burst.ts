import { claimFacts } from '../../facts/claim_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const burst = signal({
  name: 'burst',
  means: 'The identity made two or more other claims in the 30 days before.',
  facts: claimFacts,
  concerns: {},
  needs: ['claims_last_30_days'],
  fires: ({ claims_last_30_days }) => atLeast(claims_last_30_days, 2),
  weight: 1,
  because: 'Who lives from claims makes them in series; bad luck seldom comes three times in a month.',
  reason: 'Other claims in the 30 days before: {claims_last_30_days}.',
  innocent: 'One order came in several parcels, or a carrier had a bad month.',
  state: 'active',
  cases: [
    { facts: { claims_last_30_days: 2 }, outcome: 'fired' },
    { facts: { claims_last_30_days: 1 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
