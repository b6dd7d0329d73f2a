import { claimFacts } from '../../facts/claim_facts.ts'
import { bitsAgainstHonest, isOneOf } from '../conditions.ts'
import { signal } from '../signal.ts'

export const photographed = signal({
  name: 'photographed',
  means: 'The driver photographed the delivery.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['proof', 'ordinary_photographed', 'claimed_photographed'],
  fires: ({ proof }) => isOneOf(proof, ['photo']),
  weight: {
    least: -1,
    most: 1.5,
    bits: ({ ordinary_photographed, claimed_photographed }, { priors }) =>
      bitsAgainstHonest(ordinary_photographed, claimed_photographed, priors.claim),
  },
  because:
    'log2 of the share of all deliveries photographed over that of honest claims: a photo deters and settles, and shows some misdeliveries.',
  reason: 'The driver photographed the delivery.',
  innocent: 'The photo shows another door, or the parcel was stolen after it.',
  proof: 'Compare the photo with the address.',
  state: 'active',
  cases: [
    {
      facts: { proof: 'photo', ordinary_photographed: 0.4, claimed_photographed: 0.3 },
      outcome: 'fired',
      bits: 0.5,
    },
    { facts: { proof: 'none', ordinary_photographed: 0.4, claimed_photographed: 0.3 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
