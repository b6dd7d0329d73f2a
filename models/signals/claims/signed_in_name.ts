import { claimFacts } from '../../facts/claim_facts.ts'
import { is } from '../conditions.ts'
import { signal } from '../signal.ts'

export const signedInName = signal({
  name: 'signed_in_name',
  means: 'The family name signed on delivery is that on the parcel.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['is_signed_alike'],
  fires: ({ is_signed_alike }) => is(is_signed_alike),
  weight: 0.7,
  because:
    'Beyond that somebody signed, which is weighed apart: a stranger at another door seldom signs with the addressee’s name; drivers who sign themselves copy it from the label, which keeps it low.',
  reason: 'The delivery was signed for in the name on the parcel.',
  innocent: 'The driver signed, or a relative took the parcel and did not say so.',
  proof: 'Ask the carrier for the signature.',
  state: 'active',
  cases: [
    { facts: { is_signed_alike: true }, outcome: 'fired' },
    { facts: { is_signed_alike: false }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
