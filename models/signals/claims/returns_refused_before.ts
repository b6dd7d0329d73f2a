import { claimFacts } from '../../facts/claim_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const returnsRefusedBefore = signal({
  name: 'returns_refused_before',
  means: 'A return of this identity had been refused before, without being found abusive.',
  facts: claimFacts,
  concerns: {},
  needs: ['refused_returns_before'],
  fires: ({ refused_returns_before }) => atLeast(refused_returns_before, 1),
  weight: 0.7,
  because:
    'Who was refused one way may try another; a return found abusive counts as that, and a refusal for the shop’s own rules says little.',
  reason: 'Returns refused before: {refused_returns_before}.',
  innocent: 'The return was only too late or not covered, and this claim is about something else.',
  state: 'active',
  cases: [
    { facts: { refused_returns_before: 1 }, outcome: 'fired' },
    { facts: { refused_returns_before: 0 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
