import { multiply } from '../../../warehouse/functions.ts'
import { returnFacts } from '../../facts/return_facts.ts'
import { above, bitsBetween, both } from '../conditions.ts'
import { signal } from '../signal.ts'

export const dearerThanUsual = signal({
  name: 'dearer_than_usual',
  means: 'How dear the goods are, against what this identity usually buys.',
  facts: returnFacts,
  concerns: {},
  needs: ['case_amount', 'own_usual_amount'],
  fires: ({ case_amount, own_usual_amount }) => both(above(case_amount, 0), above(own_usual_amount, 0)),
  weight: {
    least: -0.4,
    most: 0.4,
    bits: ({ case_amount, own_usual_amount }) => multiply(0.25, bitsBetween(case_amount, own_usual_amount)),
  },
  because:
    'A quarter of log2 of the value over that of the orders before, held closely: who buys small for months and sends back one dear thing has put the value where it pays; most have merely bought it once.',
  reason: 'The goods cost {case_amount}; usual for this customer’s orders: {own_usual_amount}.',
  innocent: 'The customer bought something dear for once, and it did not suit.',
  state: 'active',
  cases: [
    { facts: { case_amount: 200, own_usual_amount: 100 }, outcome: 'fired', bits: 0.25 },
    { facts: { case_amount: 20, own_usual_amount: 100 }, outcome: 'fired', bits: -0.4 },
    { facts: { case_amount: 0, own_usual_amount: 100 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
