import { returnFacts } from '../../facts/return_facts.ts'
import { bitsAgainstHonest, is } from '../conditions.ts'
import { signal } from '../signal.ts'

/** Share of abusive returns of which this is taken to be found. */
const amongAbusive = 0.15

export const wrongItem = signal({
  name: 'wrong_item',
  means: 'Another item came back than was sold.',
  facts: returnFacts,
  concerns: { stage: ['inspected'] },
  needs: ['is_wrong_item', 'usual_wrong_item'],
  fires: ({ is_wrong_item }) => is(is_wrong_item),
  weight: {
    least: 0,
    most: 5,
    bits: ({ usual_wrong_item }, { priors }) =>
      bitsAgainstHonest(amongAbusive, usual_wrong_item, priors.return),
  },
  because:
    'log2 of 15% over the usual share in the category less what is taken to be abuse: a swap, or an honest mix-up, which is rare where few such returns are seen.',
  reason: 'Another item came back than the one sold.',
  innocent: 'The customer mixed up two returns, or the warehouse had sent the wrong item.',
  proof: 'Compare with other open returns of the customer.',
  state: 'active',
  cases: [
    { facts: { is_wrong_item: true, usual_wrong_item: 0.015 }, outcome: 'fired', bits: 3.79 },
    { facts: { is_wrong_item: false, usual_wrong_item: 0.015 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
