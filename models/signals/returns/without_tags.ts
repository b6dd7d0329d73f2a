import { returnFacts } from '../../facts/return_facts.ts'
import { is } from '../conditions.ts'
import { signal } from '../signal.ts'

export const withoutTags = signal({
  name: 'without_tags',
  means: 'The tags were off.',
  facts: returnFacts,
  concerns: { stage: ['inspected'] },
  needs: ['is_without_tags'],
  fires: ({ is_without_tags }) => is(is_without_tags),
  weight: 0.7,
  because: 'Tags come off when goods are worn; also when people try them at home.',
  reason: 'The tags were off.',
  innocent: 'The tags were taken off to try the goods on.',
  state: 'active',
  cases: [
    { facts: { is_without_tags: true }, outcome: 'fired' },
    { facts: { is_without_tags: false }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
