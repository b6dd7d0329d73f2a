import { claimFacts } from '../../facts/claim_facts.ts'
import { above } from '../conditions.ts'
import { signal } from '../signal.ts'

export const deliveredElsewhere = signal({
  name: 'delivered_elsewhere',
  means: 'The delivery was scanned more than 300 metres from the address.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['metres_from_address'],
  fires: ({ metres_from_address }) => above(metres_from_address, 300),
  weight: -3,
  because: 'Satellite positions are good to some tens of metres: so far away it is another door.',
  reason: 'The delivery was scanned {metres_from_address} metres from the address.',
  innocent: 'The parcel was left at another address.',
  state: 'active',
  cases: [
    { facts: { metres_from_address: 900 }, outcome: 'fired' },
    { facts: { metres_from_address: 30 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
