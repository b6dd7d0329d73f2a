import { claimFacts } from '../../facts/claim_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const badReturnsBefore = signal({
  name: 'bad_returns_before',
  means: 'Two or more earlier returns of this identity came back used, wrong, empty or with parts missing.',
  facts: claimFacts,
  concerns: {},
  needs: ['bad_returns_before'],
  fires: ({ bad_returns_before }) => atLeast(bad_returns_before, 2),
  weight: 0.5,
  because:
    'Those who cheat on returns also cheat on claims more often than others do; most used goods are no cheating.',
  reason: 'Earlier returned items found used, wrong, empty or incomplete: {bad_returns_before}.',
  innocent: 'The goods were faulty when they were sold.',
  state: 'active',
  cases: [
    { facts: { bad_returns_before: 2 }, outcome: 'fired' },
    { facts: { bad_returns_before: 0 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
