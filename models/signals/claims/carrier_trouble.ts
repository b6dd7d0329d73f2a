import { claimFacts } from '../../facts/claim_facts.ts'
import { bitsAgainstHonest, is } from '../conditions.ts'
import { signal } from '../signal.ts'

export const carrierTrouble = signal({
  name: 'carrier_trouble',
  means: 'The carrier had reported an exception, damage or loss.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['had_trouble', 'ordinary_troubled', 'claimed_troubled'],
  fires: ({ had_trouble }) => is(had_trouble),
  weight: {
    least: -3,
    most: 0.5,
    bits: ({ ordinary_troubled, claimed_troubled }, { priors }) =>
      bitsAgainstHonest(ordinary_troubled, claimed_troubled, priors.claim),
  },
  because:
    'log2 of the share of all parcels in trouble over that of honest claims: parcels in trouble are lost more often, and abusers do not choose them.',
  reason: 'The carrier reported trouble with the parcel on its way.',
  innocent: 'The parcel went astray after the trouble.',
  state: 'active',
  cases: [
    {
      facts: { had_trouble: true, ordinary_troubled: 0.06, claimed_troubled: 0.24 },
      outcome: 'fired',
      bits: -2.18,
    },
    { facts: { had_trouble: false, ordinary_troubled: 0.06, claimed_troubled: 0.24 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
