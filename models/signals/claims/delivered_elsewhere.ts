import { claimFacts } from '../../facts/claim_facts.ts'
import { far } from '../../facts/usual_deliveries.ts'
import { above, bitsAgainstHonest } from '../conditions.ts'
import { signal } from '../signal.ts'

export const deliveredElsewhere = signal({
  name: 'delivered_elsewhere',
  means: 'The delivery was scanned more than 300 metres from the address.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['metres_from_address', 'ordinary_far', 'claimed_far'],
  fires: ({ metres_from_address }) => above(metres_from_address, far),
  weight: {
    least: -4,
    most: 0,
    bits: ({ ordinary_far, claimed_far }, { priors }) =>
      bitsAgainstHonest(ordinary_far, claimed_far, priors.claim),
  },
  because:
    'log2 of the share of all deliveries scanned so far away over that of honest claims: it is another door, unless the shop’s scans are often far off.',
  reason: 'The delivery was scanned {metres_from_address} metres from the address.',
  innocent: 'The parcel was left at another address.',
  state: 'active',
  cases: [
    {
      facts: { metres_from_address: 900, ordinary_far: 0.01, claimed_far: 0.1 },
      outcome: 'fired',
      bits: -3.53,
    },
    { facts: { metres_from_address: 30, ordinary_far: 0.01, claimed_far: 0.1 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
