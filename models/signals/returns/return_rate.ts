import { bitsOf } from '../../../warehouse/functions.ts'
import { returnFacts } from '../../facts/return_facts.ts'
import { atLeast, share, sum } from '../conditions.ts'
import { signal } from '../signal.ts'

export const returnRate = signal({
  name: 'return_rate',
  means: 'How much of what the identity bought it sends back, against the usual share.',
  facts: returnFacts,
  concerns: {},
  needs: ['units_bought_before', 'units_returned_before'],
  fires: ({ units_bought_before }) => atLeast(units_bought_before, 1),
  weight: {
    least: -0.5,
    most: 1,
    // Shrunken by five pieces at the usual share of one in six.
    bits: ({ units_bought_before, units_returned_before }) =>
      bitsOf(share(sum(units_returned_before, 5 / 6), sum(units_bought_before, 5)), 1 / 6),
  },
  because:
    'log2 of the shrunken share over one in six, NRF’s online rate; bounded closely, because returning much is no abuse.',
  reason: 'Pieces bought before: {units_bought_before}; asked to be returned: {units_returned_before}.',
  innocent: 'Some goods, such as shoes, are bought to be tried on at home.',
  state: 'active',
  cases: [
    { facts: { units_bought_before: 20, units_returned_before: 20 }, outcome: 'fired', bits: 1 },
    { facts: { units_bought_before: 40, units_returned_before: 0 }, outcome: 'fired', bits: -0.5 },
    { facts: { units_bought_before: 0, units_returned_before: 0 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
