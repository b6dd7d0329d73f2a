import { multiply } from '../../../warehouse/functions.ts'
import { claimFacts } from '../../facts/claim_facts.ts'
import { above, bitsBetween } from '../conditions.ts'
import { signal } from '../signal.ts'

export const dearGoods = signal({
  name: 'dear_goods',
  means: 'How much is claimed, against what an order usually costs.',
  facts: claimFacts,
  concerns: {},
  needs: ['case_amount', 'usual_order_amount'],
  fires: ({ case_amount }) => above(case_amount, 0),
  weight: {
    least: -0.7,
    most: 0.7,
    bits: ({ case_amount, usual_order_amount }) =>
      multiply(0.5, bitsBetween(case_amount, usual_order_amount)),
  },
  because:
    'Half of log2 of the amount over the usual order, held closely: what abuse gains grows with the price; carriers lose dear and cheap parcels alike.',
  reason: 'Claimed: {case_amount}; usual for an order: {usual_order_amount}.',
  innocent: 'The one parcel that was lost was a dear one, or few bother to claim a cheap one.',
  state: 'active',
  cases: [
    { facts: { case_amount: 200, usual_order_amount: 100 }, outcome: 'fired', bits: 0.5 },
    { facts: { case_amount: 20, usual_order_amount: 100 }, outcome: 'fired', bits: -0.7 },
    { facts: { case_amount: 0, usual_order_amount: 100 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
