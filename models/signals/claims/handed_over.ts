import { claimFacts } from '../../facts/claim_facts.ts'
import { handedOver as proofs } from '../../facts/usual_deliveries.ts'
import { bitsAgainstHonest, isOneOf } from '../conditions.ts'
import { signal } from '../signal.ts'

export const handedOver = signal({
  name: 'handed_over',
  means: 'The parcel was handed over against a signature, a PIN or a locker code.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['proof', 'ordinary_handed_over', 'claimed_handed_over'],
  fires: ({ proof }) => isOneOf(proof, proofs),
  weight: {
    least: -1,
    most: 2,
    bits: ({ ordinary_handed_over, claimed_handed_over }, { priors }) =>
      bitsAgainstHonest(ordinary_handed_over, claimed_handed_over, priors.claim),
  },
  because:
    'log2 of the share of all deliveries so handed over over that of honest claims, which shows how far such a proof keeps honest losses away; card schemes take it as compelling evidence.',
  reason: 'The parcel was handed over against a {proof}.',
  innocent: 'A neighbour, a household member or the driver signed; a code was read out at the door.',
  proof: 'Ask the carrier for the signature or the locker’s log.',
  state: 'active',
  cases: [
    {
      facts: { proof: 'pin', ordinary_handed_over: 0.2, claimed_handed_over: 0.1 },
      outcome: 'fired',
      bits: 1.28,
    },
    { facts: { proof: 'photo', ordinary_handed_over: 0.2, claimed_handed_over: 0.1 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
