import { claimFacts } from '../../facts/claim_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const foundAbusiveBefore = signal({
  name: 'found_abusive_before',
  means: 'A reviewer had found an earlier case of this identity abusive.',
  facts: claimFacts,
  concerns: {},
  needs: ['abuse_found_before'],
  fires: ({ abuse_found_before }) => atLeast(abuse_found_before, 1),
  weight: 2,
  because: 'Confirmed abuse repeats; held back because reviewers err and people change.',
  reason: 'Earlier cases found abusive: {abuse_found_before}.',
  innocent: 'The earlier finding was wrong, or another member of the household did it.',
  state: 'active',
  cases: [
    { facts: { abuse_found_before: 1 }, outcome: 'fired' },
    { facts: { abuse_found_before: 0 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
