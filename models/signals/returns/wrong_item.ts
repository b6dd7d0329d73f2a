import { returnFacts } from '../../facts/return_facts.ts'
import { is } from '../conditions.ts'
import { signal } from '../signal.ts'

export const wrongItem = signal({
  name: 'wrong_item',
  means: 'Another item came back than was sold.',
  facts: returnFacts,
  concerns: { stage: ['inspected'] },
  needs: ['is_wrong_item'],
  fires: ({ is_wrong_item }) => is(is_wrong_item),
  weight: 2.5,
  because: 'A swap, or an honest mix-up of two returns.',
  reason: 'Another item came back than the one sold.',
  innocent: 'The customer mixed up two returns, or the warehouse had sent the wrong item.',
  proof: 'Compare with other open returns of the customer.',
  state: 'active',
  cases: [
    { facts: { is_wrong_item: true }, outcome: 'fired' },
    { facts: { is_wrong_item: false }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
