import { returnFacts } from '../../facts/return_facts.ts'
import { atLeast, atMost, both } from '../conditions.ts'
import { signal } from '../signal.ts'

export const clearedBefore = signal({
  name: 'cleared_before',
  means: 'Earlier cases of this identity were found legitimate, and none abusive.',
  facts: returnFacts,
  concerns: {},
  needs: ['cleared_before', 'abuse_found_before'],
  fires: ({ cleared_before, abuse_found_before }) =>
    both(atLeast(cleared_before, 1), atMost(abuse_found_before, 0)),
  weight: -0.3,
  because:
    'A cleared customer is more likely honest than one under suspicion; little, because reviewers err and few are looked at without a cause.',
  reason: 'Earlier cases found legitimate: {cleared_before}.',
  innocent: 'The customer has been unlucky before.',
  state: 'active',
  cases: [
    { facts: { cleared_before: 2, abuse_found_before: 0 }, outcome: 'fired' },
    { facts: { cleared_before: 2, abuse_found_before: 1 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
