import { claimFacts } from '../../facts/claim_facts.ts'
import { isNot } from '../conditions.ts'
import { signal } from '../signal.ts'

export const noDeliveredScan = signal({
  name: 'no_delivered_scan',
  means: 'The carrier never scanned the parcel as delivered before the claim.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['has_delivered_scan'],
  fires: ({ has_delivered_scan }) => isNot(has_delivered_scan),
  weight: -3,
  because:
    'A parcel without a delivery scan is most likely lost or late: the claim says what the carrier says.',
  reason: 'The carrier had not reported the parcel as delivered when the claim was made.',
  innocent: 'The parcel is lost or late.',
  state: 'active',
  cases: [
    { facts: { has_delivered_scan: false }, outcome: 'fired' },
    { facts: { has_delivered_scan: true }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
