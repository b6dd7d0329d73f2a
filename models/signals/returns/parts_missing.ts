import { returnFacts } from '../../facts/return_facts.ts'
import { bitsAgainstHonest, is } from '../conditions.ts'
import { signal } from '../signal.ts'

/** Share of abusive returns of which this is taken to be found. */
const amongAbusive = 0.04

export const partsMissing = signal({
  name: 'parts_missing',
  means: 'Parts were missing.',
  facts: returnFacts,
  concerns: { stage: ['inspected'] },
  needs: ['has_parts_missing', 'usual_parts_missing'],
  fires: ({ has_parts_missing }) => is(has_parts_missing),
  weight: {
    least: 0,
    most: 1.5,
    bits: ({ usual_parts_missing }, { priors }) =>
      bitsAgainstHonest(amongAbusive, usual_parts_missing, priors.return),
  },
  because:
    'log2 of 4% over the usual share in the category less what is taken to be abuse: stripped goods are a known abuse, forgotten cables are commoner.',
  reason: 'Parts were missing.',
  innocent: 'A cable or manual was left at home.',
  proof: 'Ask the customer to send the parts.',
  state: 'active',
  cases: [
    { facts: { has_parts_missing: true, usual_parts_missing: 0.02 }, outcome: 'fired', bits: 1.05 },
    { facts: { has_parts_missing: false, usual_parts_missing: 0.02 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
