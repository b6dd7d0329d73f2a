import { returnFacts } from '../../facts/return_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const bracketing = signal({
  name: 'bracketing',
  means: 'Three or more sizes of one style were bought together.',
  facts: returnFacts,
  concerns: {},
  needs: ['sizes_of_a_style'],
  fires: ({ sizes_of_a_style }) => atLeast(sizes_of_a_style, 3),
  weight: 0,
  because: 'Buying sizes to choose from is a cost of selling clothes online, not abuse: it weighs nothing.',
  reason: '{sizes_of_a_style} sizes of one style were bought together.',
  innocent: 'The customer does not know which size fits.',
  state: 'active',
  cases: [
    { facts: { sizes_of_a_style: 3 }, outcome: 'fired' },
    { facts: { sizes_of_a_style: 1 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
