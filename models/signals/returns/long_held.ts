import { returnFacts } from '../../facts/return_facts.ts'
import { above } from '../conditions.ts'
import { signal } from '../signal.ts'

export const longHeld = signal({
  name: 'long_held',
  means: 'The goods were kept for more than three weeks before the return was asked for.',
  facts: returnFacts,
  concerns: {},
  needs: ['days_held'],
  fires: ({ days_held }) => above(days_held, 21),
  weight: 0.4,
  because: 'Worn-once goods come back late in the window; so do forgotten ones.',
  reason: 'Days from delivery to the request: {days_held}.',
  innocent: 'The customer was away, or it was a gift.',
  state: 'active',
  cases: [
    { facts: { days_held: 28 }, outcome: 'fired' },
    { facts: { days_held: 3 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
