import { returnFacts } from '../../facts/return_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const linkedAccounts = signal({
  name: 'linked_accounts',
  means: 'Three or more accounts share identifiers with this one.',
  facts: returnFacts,
  concerns: {},
  needs: ['accounts'],
  fires: ({ accounts }) => atLeast(accounts, 3),
  weight: 1,
  because: 'Account hoppers need many accounts; most people have one or two.',
  reason: '{accounts} accounts share e-mail, phone, payment or device.',
  innocent: 'A family, a shared office device, or a customer who forgot an old account.',
  state: 'active',
  isAboutOthers: true,
  cases: [
    { facts: { accounts: 5 }, outcome: 'fired' },
    { facts: { accounts: 2 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
