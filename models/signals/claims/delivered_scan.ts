import { claimFacts } from '../../facts/claim_facts.ts'
import { bitsAgainstHonest, is } from '../conditions.ts'
import { signal } from '../signal.ts'

export const deliveredScan = signal({
  name: 'delivered_scan',
  means: 'The carrier had scanned the parcel as delivered before the claim.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['has_delivered_scan', 'ordinary_delivered', 'claimed_delivered'],
  fires: ({ has_delivered_scan }) => is(has_delivered_scan),
  weight: {
    least: 0,
    most: 2,
    bits: ({ ordinary_delivered, claimed_delivered }, { priors }) =>
      bitsAgainstHonest(ordinary_delivered, claimed_delivered, priors.claim),
  },
  because:
    'log2 of the share of all parcels that are delivered over that of honest claims: false claims follow a delivery, honest ones split between delivered and lost parcels.',
  reason: 'The carrier reported the parcel as delivered before the claim.',
  innocent:
    'Drivers scan early, or leave parcels with neighbours or at the wrong door; parcels are stolen from doorsteps.',
  proof: 'Ask the carrier for its proof of delivery.',
  state: 'active',
  cases: [
    {
      facts: { has_delivered_scan: true, ordinary_delivered: 0.98, claimed_delivered: 0.65 },
      outcome: 'fired',
      bits: 0.73,
    },
    {
      facts: { has_delivered_scan: false, ordinary_delivered: 0.98, claimed_delivered: 0.65 },
      outcome: 'clear',
    },
    { facts: {}, outcome: 'unknown' },
  ],
})
