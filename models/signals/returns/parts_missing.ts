import { returnFacts } from '../../facts/return_facts.ts'
import { is } from '../conditions.ts'
import { signal } from '../signal.ts'

export const partsMissing = signal({
  name: 'parts_missing',
  means: 'Parts were missing.',
  facts: returnFacts,
  concerns: { stage: ['inspected'] },
  needs: ['has_parts_missing'],
  fires: ({ has_parts_missing }) => is(has_parts_missing),
  weight: 1.5,
  because: 'Stripped goods are a known abuse; forgotten cables are commoner.',
  reason: 'Parts were missing.',
  innocent: 'A cable or manual was left at home.',
  proof: 'Ask the customer to send the parts.',
  state: 'active',
  cases: [
    { facts: { has_parts_missing: true }, outcome: 'fired' },
    { facts: { has_parts_missing: false }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
