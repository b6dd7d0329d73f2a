import { returnFacts } from '../../facts/return_facts.ts'
import { is } from '../conditions.ts'
import { signal } from '../signal.ts'

export const deliveredElsewhere = signal({
  name: 'delivered_elsewhere',
  means: 'The carrier delivered the return to another place than its label names.',
  facts: returnFacts,
  concerns: { stage: ['received'] },
  needs: ['is_delivered_elsewhere'],
  fires: ({ is_delivered_elsewhere }) => is(is_delivered_elsewhere),
  weight: 4,
  because:
    'A label altered after printing sends the tracking number elsewhere: the known fake-tracking scheme.',
  reason: 'The carrier delivered the return to another place than its label names.',
  innocent: 'The carrier rerouted the parcel.',
  proof: 'Ask the carrier where the parcel was delivered.',
  state: 'active',
  cases: [
    { facts: { is_delivered_elsewhere: true }, outcome: 'fired' },
    { facts: { is_delivered_elsewhere: false }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
