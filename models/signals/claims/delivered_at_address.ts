import { claimFacts } from '../../facts/claim_facts.ts'
import { near } from '../../facts/usual_deliveries.ts'
import { atMost, bitsAgainstHonest } from '../conditions.ts'
import { signal } from '../signal.ts'

export const deliveredAtAddress = signal({
  name: 'delivered_at_address',
  means: 'The delivery was scanned within 50 metres of the address.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['metres_from_address', 'ordinary_near', 'claimed_near'],
  fires: ({ metres_from_address }) => atMost(metres_from_address, near),
  weight: {
    least: -1,
    most: 2,
    bits: ({ ordinary_near, claimed_near }, { priors }) =>
      bitsAgainstHonest(ordinary_near, claimed_near, priors.claim),
  },
  because:
    'log2 of the share of all deliveries scanned there over that of honest claims: a scan at the door rules out misdelivery as far as the shop’s scans are true, though not theft.',
  reason: 'The delivery was scanned {metres_from_address} metres from the address.',
  innocent: 'Stolen from the doorstep, taken in by somebody else, or left at the next door.',
  proof: 'Ask the carrier for the scan’s position and photo.',
  state: 'active',
  cases: [
    {
      facts: { metres_from_address: 12, ordinary_near: 0.96, claimed_near: 0.7 },
      outcome: 'fired',
      bits: 0.55,
    },
    { facts: { metres_from_address: 400, ordinary_near: 0.96, claimed_near: 0.7 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
