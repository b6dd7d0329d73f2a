import { claimFacts } from '../../facts/claim_facts.ts'
import { is } from '../conditions.ts'
import { signal } from '../signal.ts'

export const deliveredScan = signal({
  name: 'delivered_scan',
  means: 'The carrier had scanned the parcel as delivered before the claim.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['has_delivered_scan'],
  fires: ({ has_delivered_scan }) => is(has_delivered_scan),
  weight: 0.5,
  because:
    'False claims nearly always follow a delivery; honest ones split between delivered and lost parcels.',
  reason: 'The carrier reported the parcel as delivered before the claim.',
  innocent:
    'Drivers scan early, or leave parcels with neighbours or at the wrong door; parcels are stolen from doorsteps.',
  proof: 'Ask the carrier for its proof of delivery.',
  state: 'active',
  cases: [
    { facts: { has_delivered_scan: true }, outcome: 'fired' },
    { facts: { has_delivered_scan: false }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
