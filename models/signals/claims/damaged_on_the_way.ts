import { claimFacts } from '../../facts/claim_facts.ts'
import { is } from '../conditions.ts'
import { signal } from '../signal.ts'

export const damagedOnTheWay = signal({
  name: 'damaged_on_the_way',
  means: 'The carrier had reported the parcel as damaged.',
  facts: claimFacts,
  concerns: { claim_type: ['damaged'] },
  needs: ['was_damaged'],
  fires: ({ was_damaged }) => is(was_damaged),
  weight: -3,
  because: 'The carrier says what the customer says.',
  reason: 'The carrier had reported damage to the parcel.',
  innocent: 'The goods were damaged on the way.',
  state: 'active',
  cases: [
    { facts: { was_damaged: true }, outcome: 'fired' },
    { facts: { was_damaged: false }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
