import { claimFacts } from '../../facts/claim_facts.ts'
import { is } from '../conditions.ts'
import { signal } from '../signal.ts'

export const sentBack = signal({
  name: 'sent_back',
  means: 'The carrier had reported the parcel as going back.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['is_sent_back'],
  fires: ({ is_sent_back }) => is(is_sent_back),
  weight: -3,
  because: 'A parcel on its way back cannot have arrived for good.',
  reason: 'The carrier reported the parcel as going back to the sender.',
  innocent: 'The parcel came back to the warehouse.',
  state: 'active',
  cases: [
    { facts: { is_sent_back: true }, outcome: 'fired' },
    { facts: { is_sent_back: false }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
