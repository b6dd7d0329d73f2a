import { claimFacts } from '../../facts/claim_facts.ts'
import { isNot } from '../conditions.ts'
import { signal } from '../signal.ts'

export const signedByAnother = signal({
  name: 'signed_by_another',
  means: 'The family name signed on delivery is not that on the parcel.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['is_signed_alike'],
  fires: ({ is_signed_alike }) => isNot(is_signed_alike),
  weight: -0.7,
  because:
    'A parcel at another door is signed for by somebody else; so are many at the right one, by a neighbour, a porter or with a first name, which keeps it low.',
  reason: 'The delivery was signed for in another name than that on the parcel.',
  innocent: 'Somebody else took the parcel.',
  state: 'active',
  cases: [
    { facts: { is_signed_alike: false }, outcome: 'fired' },
    { facts: { is_signed_alike: true }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
