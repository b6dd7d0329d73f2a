import { claimFacts } from '../../facts/claim_facts.ts'
import { above, bitsAgainstHonest } from '../conditions.ts'
import { signal } from '../signal.ts'

export const categoryBreakage = signal({
  name: 'category_breakage',
  means: 'How often goods of this category are claimed as damaged, against how much of it is sold.',
  facts: claimFacts,
  concerns: { claim_type: ['damaged'] },
  needs: ['category_sold_share', 'category_damaged_share'],
  fires: ({ category_sold_share }) => above(category_sold_share, 0),
  weight: {
    least: -2,
    most: 2,
    bits: ({ category_sold_share, category_damaged_share }, { priors }) =>
      bitsAgainstHonest(category_sold_share, category_damaged_share, priors.claim),
  },
  because:
    'log2 of the category’s share of what is sold over its share of honest claims of damage: glass breaks and cotton does not, while what is claimed falsely is whatever was bought.',
  reason: 'Goods of this category have their own share of claims of damage, beside their share of sales.',
  innocent: 'Goods that seldom break broke this time.',
  proof: 'Ask for a photo of the damage and of the box.',
  state: 'active',
  cases: [
    {
      facts: { category_sold_share: 0.15, category_damaged_share: 0.5 },
      outcome: 'fired',
      bits: -1.91,
    },
    { facts: { category_sold_share: 0.27, category_damaged_share: 0.15 }, outcome: 'fired', bits: 1.07 },
    { facts: { category_sold_share: 0, category_damaged_share: 0.1 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
