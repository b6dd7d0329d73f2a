import { returnFacts } from '../../facts/return_facts.ts'
import { is } from '../conditions.ts'
import { signal } from '../signal.ts'

export const refundedBeforeArrival = signal({
  name: 'refunded_before_arrival',
  means: 'The refund was paid before the goods arrived.',
  facts: returnFacts,
  concerns: { stage: ['received'] },
  needs: ['is_refunded_before_arrival'],
  fires: ({ is_refunded_before_arrival }) => is(is_refunded_before_arrival),
  weight: 0.4,
  because: 'Early refunds are what false tracking aims at; shops grant them to good customers too.',
  reason: 'The refund had been paid before the goods arrived.',
  innocent: 'The shop refunds at the carrier’s first scan.',
  state: 'active',
  cases: [
    { facts: { is_refunded_before_arrival: true }, outcome: 'fired' },
    { facts: { is_refunded_before_arrival: false }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
