import { claimFacts } from '../../facts/claim_facts.ts'
import { isOneOf } from '../conditions.ts'
import { signal } from '../signal.ts'

export const photographed = signal({
  name: 'photographed',
  means: 'The carrier took a photo at delivery.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['proof'],
  fires: ({ proof }) => isOneOf(proof, ['photo']),
  weight: 0.4,
  because: 'A photo shows that the parcel was put down, not that it was found.',
  reason: 'The carrier took a photo of the delivered parcel.',
  innocent: 'Stolen after the photo, or the photo shows another door.',
  proof: 'Look at the photo beside a picture of the address.',
  state: 'active',
  cases: [
    { facts: { proof: 'photo' }, outcome: 'fired' },
    { facts: { proof: 'none' }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
