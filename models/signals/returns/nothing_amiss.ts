import { returnFacts } from '../../facts/return_facts.ts'
import { bitsAgainstHonest, isNot, otherShare } from '../conditions.ts'
import { signal } from '../signal.ts'

/** Share of abusive returns of which an inspection is taken to find nothing. */
const amongAbusive = 0.2

export const nothingAmiss = signal({
  name: 'nothing_amiss',
  means: 'The inspection found nothing.',
  facts: returnFacts,
  concerns: { stage: ['inspected'] },
  needs: ['is_amiss', 'usual_amiss'],
  fires: ({ is_amiss }) => isNot(is_amiss),
  weight: {
    least: -3,
    most: 0,
    bits: ({ usual_amiss }, { priors }) =>
      bitsAgainstHonest(amongAbusive, otherShare(usual_amiss), priors.return),
  },
  because:
    'log2 of 20% over the usual share in the category of lines of which nothing is found: abuse of what comes back leaves traces in most cases, by the shares that the signals of findings take; what an inspector overlooks is the rest.',
  reason: 'The goods came back as they were sold.',
  innocent: 'The customer sent back what the shop had sent.',
  state: 'active',
  cases: [
    { facts: { is_amiss: false, usual_amiss: 0.15 }, outcome: 'fired', bits: -2.12 },
    { facts: { is_amiss: true, usual_amiss: 0.15 }, outcome: 'clear' },
    { facts: { usual_amiss: 0.15 }, outcome: 'unknown' },
  ],
})
