import { returnFacts } from '../../facts/return_facts.ts'
import { bitsAgainstHonest, is } from '../conditions.ts'
import { signal } from '../signal.ts'

/** Share of abusive returns of which this is taken to be found. */
const amongAbusive = 0.45

export const usedGoods = signal({
  name: 'used_goods',
  means: 'The goods had been used.',
  facts: returnFacts,
  concerns: { stage: ['inspected'] },
  needs: ['is_used', 'usual_used'],
  fires: ({ is_used }) => is(is_used),
  weight: {
    least: 0,
    most: 3,
    bits: ({ usual_used }, { priors }) => bitsAgainstHonest(amongAbusive, usual_used, priors.return),
  },
  because:
    'log2 of 45% over the usual share in the category less what is taken to be abuse: worn once is the abuse that most retailers report, yet trying on leaves traces in some categories.',
  reason: 'The goods came back used.',
  innocent: 'The goods had been tried on or tested as the shop allows.',
  state: 'active',
  cases: [
    { facts: { is_used: true, usual_used: 0.09 }, outcome: 'fired', bits: 2.51 },
    { facts: { is_used: false, usual_used: 0.09 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
