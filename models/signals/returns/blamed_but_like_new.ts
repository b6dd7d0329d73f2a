import { returnFacts } from '../../facts/return_facts.ts'
import { is } from '../conditions.ts'
import { signal } from '../signal.ts'

export const blamedButLikeNew = signal({
  name: 'blamed_but_like_new',
  means: 'The reason blames the goods, yet they came back like new.',
  facts: returnFacts,
  concerns: { stage: ['inspected'] },
  needs: ['is_blamed_but_like_new'],
  fires: ({ is_blamed_but_like_new }) => is(is_blamed_but_like_new),
  weight: 0.2,
  because: 'A false reason saves the return fee; taste and light explain many.',
  reason: 'The reason given blames the goods, which came back like new.',
  innocent: 'The goods differ from their picture without being faulty.',
  state: 'active',
  cases: [
    { facts: { is_blamed_but_like_new: true }, outcome: 'fired' },
    { facts: { is_blamed_but_like_new: false }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
