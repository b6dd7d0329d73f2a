import { returnFacts } from '../../facts/return_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const history = signal({
  name: 'history',
  means:
    'What was found of the identity’s earlier returns, each weighed by how usual that is in its category.',
  facts: returnFacts,
  concerns: {},
  needs: ['return_history_bits', 'inspected_returns_before', 'bad_returns_before'],
  fires: ({ inspected_returns_before }) => atLeast(inspected_returns_before, 1),
  weight: { least: -1.5, most: 4, bits: ({ return_history_bits }) => return_history_bits },
  because:
    'Sum over earlier returned lines of log2((q+δ)/q) if bad and log2((1−q−δ)/(1−q)) if not, q being the usual share of bad lines in the category.',
  reason:
    'Earlier returned items inspected: {inspected_returns_before}; found used, wrong, empty or incomplete: {bad_returns_before}.',
  innocent: 'The goods were faulty when they were sold.',
  state: 'active',
  cases: [
    {
      facts: { return_history_bits: 2.1, inspected_returns_before: 4, bad_returns_before: 3 },
      outcome: 'fired',
      bits: 2.1,
    },
    {
      facts: { return_history_bits: -5, inspected_returns_before: 40, bad_returns_before: 0 },
      outcome: 'fired',
      bits: -1.5,
    },
    {
      facts: { return_history_bits: 0, inspected_returns_before: 0, bad_returns_before: 0 },
      outcome: 'clear',
    },
    { facts: {}, outcome: 'unknown' },
  ],
})
