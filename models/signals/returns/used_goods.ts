import { returnFacts } from '../../facts/return_facts.ts'
import { is } from '../conditions.ts'
import { signal } from '../signal.ts'

export const usedGoods = signal({
  name: 'used_goods',
  means: 'The goods had been used.',
  facts: returnFacts,
  concerns: { stage: ['inspected'] },
  needs: ['is_used'],
  fires: ({ is_used }) => is(is_used),
  weight: 1.5,
  because: 'Worn-once returns are the commonest abuse; trying on leaves traces too.',
  reason: 'The goods came back used.',
  innocent: 'The goods had been tried on or tested as the shop allows.',
  state: 'active',
  cases: [
    { facts: { is_used: true }, outcome: 'fired' },
    { facts: { is_used: false }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
