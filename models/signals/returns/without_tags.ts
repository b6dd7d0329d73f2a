import { returnFacts } from '../../facts/return_facts.ts'
import { bitsAgainstHonest, is } from '../conditions.ts'
import { signal } from '../signal.ts'

/** Share of abusive returns of which this is taken to be found. */
const amongAbusive = 0.4

export const withoutTags = signal({
  name: 'without_tags',
  means: 'The tags were off.',
  facts: returnFacts,
  concerns: { stage: ['inspected'] },
  needs: ['is_without_tags', 'usual_tags_off'],
  fires: ({ is_without_tags }) => is(is_without_tags),
  weight: {
    least: 0,
    most: 2.5,
    bits: ({ usual_tags_off }, { priors }) => bitsAgainstHonest(amongAbusive, usual_tags_off, priors.return),
  },
  because:
    'log2 of 40% over the usual share in the category less what is taken to be abuse: tags come off when goods are worn; also when people try them at home.',
  reason: 'The tags were off.',
  innocent: 'The tags were taken off to try the goods on.',
  state: 'active',
  cases: [
    { facts: { is_without_tags: true, usual_tags_off: 0.1 }, outcome: 'fired', bits: 2.14 },
    { facts: { is_without_tags: false, usual_tags_off: 0.1 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
