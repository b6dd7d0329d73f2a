import { claimFacts } from '../../facts/claim_facts.ts'
import { bitsAgainstHonest, isNot, otherShare } from '../conditions.ts'
import { signal } from '../signal.ts'

export const noDeliveredScan = signal({
  name: 'no_delivered_scan',
  means: 'The carrier never scanned the parcel as delivered before the claim.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['has_delivered_scan', 'ordinary_delivered', 'claimed_delivered'],
  fires: ({ has_delivered_scan }) => isNot(has_delivered_scan),
  weight: {
    least: -4,
    most: 0,
    bits: ({ ordinary_delivered, claimed_delivered }, { priors }) =>
      bitsAgainstHonest(otherShare(ordinary_delivered), otherShare(claimed_delivered), priors.claim),
  },
  because:
    'log2 of the share of all parcels that are never delivered over that of honest claims: such a claim says what the carrier says.',
  reason: 'The carrier had not reported the parcel as delivered when the claim was made.',
  innocent: 'The parcel is lost or late.',
  state: 'active',
  cases: [
    {
      facts: { has_delivered_scan: false, ordinary_delivered: 0.95, claimed_delivered: 0.65 },
      outcome: 'fired',
      bits: -3.01,
    },
    {
      facts: { has_delivered_scan: true, ordinary_delivered: 0.95, claimed_delivered: 0.65 },
      outcome: 'clear',
    },
    { facts: {}, outcome: 'unknown' },
  ],
})
