import { returnFacts } from '../../facts/return_facts.ts'
import { below, both, is } from '../conditions.ts'
import { signal } from '../signal.ts'

export const triedOn = signal({
  name: 'tried_on',
  means: 'Traces of use, on goods sent back sooner than is usual.',
  facts: returnFacts,
  concerns: { stage: ['inspected'] },
  needs: ['shows_use', 'days_held', 'usual_days_held'],
  fires: ({ shows_use, days_held, usual_days_held }) =>
    both(is(shows_use), below(days_held, usual_days_held)),
  weight: -2,
  because:
    'Goods bought to be worn are kept until they were worn; soon sent back, a trace of use is a fitting or a strict grade.',
  reason: 'The goods were sent back {days_held} days after delivery.',
  innocent: 'The goods were tried on at home.',
  state: 'active',
  cases: [
    { facts: { shows_use: true, days_held: 3, usual_days_held: 7 }, outcome: 'fired' },
    { facts: { shows_use: true, days_held: 9, usual_days_held: 7 }, outcome: 'clear' },
    { facts: { shows_use: false, days_held: 3, usual_days_held: 7 }, outcome: 'clear' },
    { facts: { shows_use: true }, outcome: 'unknown' },
  ],
})
