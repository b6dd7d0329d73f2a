import { claimFacts } from '../../facts/claim_facts.ts'
import { atLeast, below, both } from '../conditions.ts'
import { signal } from '../signal.ts'

export const newAccountHighValue = signal({
  name: 'new_account_high_value',
  means: 'A costly claim from an account in its first month.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received', 'missing_item'] },
  needs: ['account_age_days', 'case_amount'],
  fires: ({ account_age_days, case_amount }) => both(below(account_age_days, 30), atLeast(case_amount, 200)),
  weight: 0.8,
  because: 'Throw-away accounts claim soon and high; most new customers claim nothing.',
  reason: 'Days from the first order to this claim of {case_amount}: {account_age_days}.',
  innocent: 'A new customer whose first large parcel was lost.',
  state: 'active',
  cases: [
    { facts: { account_age_days: 3, case_amount: 350 }, outcome: 'fired' },
    { facts: { account_age_days: 300, case_amount: 350 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
