import { bitsOf } from '../../../warehouse/functions.ts'
import { returnFacts } from '../../facts/return_facts.ts'
import { atLeast, share, sum } from '../conditions.ts'
import { signal } from '../signal.ts'

export const badReturnsBefore = signal({
  name: 'bad_returns_before',
  means: 'Earlier returns of this identity came back used, wrong, empty or with parts missing.',
  facts: returnFacts,
  concerns: {},
  needs: ['bad_returns_before', 'inspected_returns_before'],
  fires: ({ bad_returns_before }) => atLeast(bad_returns_before, 1),
  weight: {
    least: 0,
    most: 4,
    // The share found bad, shrunken by four lines at the usual one in ten.
    bits: ({ bad_returns_before, inspected_returns_before }) =>
      bitsOf(share(sum(bad_returns_before, 0.4), sum(inspected_returns_before, 4)), 0.1),
  },
  because: 'log2 of the shrunken share of bad returns over one in ten.',
  reason:
    'Earlier returned items inspected: {inspected_returns_before}; found used, wrong, empty or incomplete: {bad_returns_before}.',
  innocent: 'The goods were faulty when they were sold.',
  state: 'active',
  cases: [
    { facts: { bad_returns_before: 3, inspected_returns_before: 4 }, outcome: 'fired', bits: 2.09 },
    { facts: { bad_returns_before: 0, inspected_returns_before: 4 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
