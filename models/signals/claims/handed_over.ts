import { claimFacts } from '../../facts/claim_facts.ts'
import { isOneOf } from '../conditions.ts'
import { signal } from '../signal.ts'

export const handedOver = signal({
  name: 'handed_over',
  means: 'The parcel was handed over against a signature, a PIN or a locker code.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['proof'],
  fires: ({ proof }) => isOneOf(proof, ['signature', 'pin', 'locker']),
  weight: 1.5,
  because: 'Card schemes take a signed or coded handover as compelling evidence in non-receipt disputes.',
  reason: 'The parcel was handed over against a {proof}.',
  innocent: 'A neighbour, a household member or the driver signed; a code was read out at the door.',
  proof: 'Ask the carrier for the signature or the locker’s log.',
  state: 'active',
  cases: [
    { facts: { proof: 'pin' }, outcome: 'fired' },
    { facts: { proof: 'photo' }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
