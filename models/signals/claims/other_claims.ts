import { multiply } from '../../../warehouse/functions.ts'
import { claimFacts } from '../../facts/claim_facts.ts'
import { atLeast, sum } from '../conditions.ts'
import { signal } from '../signal.ts'

export const otherClaims = signal({
  name: 'other_claims',
  means: 'How often the identity claimed damage, missing or wrong items before, against how rare that is.',
  facts: claimFacts,
  concerns: {},
  needs: ['other_claims_bits', 'other_claims_before', 'orders_before'],
  fires: ({ other_claims_before, orders_before }) => atLeast(sum(other_claims_before, orders_before), 1),
  weight: { least: -1.5, most: 3, bits: ({ other_claims_bits }) => multiply(0.5, other_claims_bits) },
  because:
    'Half the sum over earlier orders of log2((q+δ)/q) for each such claim and log2((1−q−δ)/(1−q)) for each order without, q being the shop’s share: half, because what is packed and carried badly comes to the same people again.',
  reason: 'Earlier claims of other kinds: {other_claims_before}; earlier orders: {orders_before}.',
  innocent: 'The shop’s packing or a carrier failed this customer more than once.',
  state: 'active',
  cases: [
    {
      facts: { other_claims_bits: 3, other_claims_before: 1, orders_before: 3 },
      outcome: 'fired',
      bits: 1.5,
    },
    {
      facts: { other_claims_bits: -9, other_claims_before: 0, orders_before: 60 },
      outcome: 'fired',
      bits: -1.5,
    },
    { facts: { other_claims_bits: 0, other_claims_before: 0, orders_before: 0 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
