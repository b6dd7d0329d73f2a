import { multiply } from '../../../warehouse/functions.ts'
import { returnFacts } from '../../facts/return_facts.ts'
import { above, bitsBetween } from '../conditions.ts'
import { signal } from '../signal.ts'

export const dearGoods = signal({
  name: 'dear_goods',
  means: 'How dear the goods are, against what is usually returned in the category.',
  facts: returnFacts,
  concerns: {},
  needs: ['case_amount', 'usual_amount'],
  fires: ({ case_amount }) => above(case_amount, 0),
  weight: {
    least: -0.4,
    most: 0.4,
    bits: ({ case_amount, usual_amount }) => multiply(0.25, bitsBetween(case_amount, usual_amount)),
  },
  because:
    'A quarter of log2 of the value over the usual one, held closely: what abuse gains grows with the price, what honesty returns does not.',
  reason: 'The goods cost {case_amount}; usual in the category: {usual_amount}.',
  innocent: 'The customer bought something dear that did not suit.',
  state: 'active',
  cases: [
    { facts: { case_amount: 200, usual_amount: 100 }, outcome: 'fired', bits: 0.25 },
    { facts: { case_amount: 20, usual_amount: 100 }, outcome: 'fired', bits: -0.4 },
    { facts: { case_amount: 0, usual_amount: 100 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
