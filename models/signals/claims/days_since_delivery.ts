import { bitsOf } from '../../../warehouse/functions.ts'
import { claimFacts } from '../../facts/claim_facts.ts'
import { above } from '../conditions.ts'
import { signal } from '../signal.ts'

export const daysSinceDelivery = signal({
  name: 'days_since_delivery',
  means: 'How long after the delivery the claim came, against what is usual in claims of this kind.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received', 'missing_item', 'damaged', 'wrong_item', 'not_as_described'] },
  needs: ['delivered_days_before', 'usual_claim_days'],
  fires: ({ delivered_days_before }) => above(delivered_days_before, 0),
  weight: {
    least: -1,
    most: 1,
    bits: ({ delivered_days_before, usual_claim_days }) => bitsOf(delivered_days_before, usual_claim_days),
  },
  because:
    'log2 of the days over the usual ones, held closely: who waits for a parcel or opens a damaged one says so at once; who was away says so late.',
  reason: 'Days from delivery to the claim: {delivered_days_before}; usual: {usual_claim_days}.',
  innocent: 'The customer was away, asked the neighbours first, or opened a gift late.',
  state: 'active',
  cases: [
    { facts: { delivered_days_before: 6, usual_claim_days: 3 }, outcome: 'fired', bits: 1 },
    { facts: { delivered_days_before: 0.5, usual_claim_days: 4 }, outcome: 'fired', bits: -1 },
    { facts: { delivered_days_before: 0, usual_claim_days: 4 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
