import { bitsOf } from '../../../warehouse/functions.ts'
import { returnFacts } from '../../facts/return_facts.ts'
import { above } from '../conditions.ts'
import { signal } from '../signal.ts'

export const daysHeld = signal({
  name: 'days_held',
  means:
    'How long the goods were kept before the return was asked for, against what is usual in the category.',
  facts: returnFacts,
  concerns: {},
  needs: ['days_held', 'usual_days_held'],
  fires: ({ days_held }) => above(days_held, 0),
  weight: {
    least: -0.7,
    most: 1.2,
    bits: ({ days_held, usual_days_held }) => bitsOf(days_held, usual_days_held),
  },
  because:
    'log2 of the days over the usual ones, held closely: who wears or uses goods needs the time to; so do the forgetful.',
  reason: 'Days from delivery to the request: {days_held}; usual in the category: {usual_days_held}.',
  innocent: 'The customer was away, or it was a gift.',
  state: 'active',
  cases: [
    { facts: { days_held: 14, usual_days_held: 7 }, outcome: 'fired', bits: 1 },
    { facts: { days_held: 2, usual_days_held: 7 }, outcome: 'fired', bits: -0.7 },
    { facts: { days_held: -1, usual_days_held: 7 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
