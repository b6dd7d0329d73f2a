import { claimFacts } from '../../facts/claim_facts.ts'
import { atMost } from '../conditions.ts'
import { signal } from '../signal.ts'

export const deliveredAtAddress = signal({
  name: 'delivered_at_address',
  means: 'The delivery was scanned within 50 metres of the address.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['metres_from_address'],
  fires: ({ metres_from_address }) => atMost(metres_from_address, 50),
  weight: 0.7,
  because: 'A scan at the door rules out most misdeliveries, though not theft.',
  reason: 'The delivery was scanned {metres_from_address} metres from the address.',
  innocent: 'Stolen from the doorstep, taken in by somebody else, or left at the next door.',
  proof: 'Ask the carrier for the scan’s position and photo.',
  state: 'active',
  cases: [
    { facts: { metres_from_address: 12 }, outcome: 'fired' },
    { facts: { metres_from_address: 400 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
