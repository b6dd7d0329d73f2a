import { claimFacts } from '../../facts/claim_facts.ts'
import { is } from '../conditions.ts'
import { signal } from '../signal.ts'

export const oldPaymentAtNewAddress = signal({
  name: 'old_payment_at_new_address',
  means: 'A payment used before, with an address that is new to the identity.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['is_old_payment_at_new_address'],
  fires: ({ is_old_payment_at_new_address }) => is(is_old_payment_at_new_address),
  weight: 0.4,
  because: 'Goods for a claim go to doors that cannot be tied to the last one; gifts and moves explain most.',
  reason: 'The address is new, the payment is not.',
  innocent: 'The customer moved, sent a gift, or ordered to the office.',
  state: 'active',
  cases: [
    { facts: { is_old_payment_at_new_address: true }, outcome: 'fired' },
    { facts: { is_old_payment_at_new_address: false }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
