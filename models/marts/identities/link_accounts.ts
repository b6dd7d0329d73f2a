import type { Instant } from '../../../warehouse/columns.ts'
import type { Batches } from '../../model.ts'
import type { Settings } from '../../settings.ts'
import { type Membership, Memberships } from './memberships.ts'

/** An account's first use of an identifier. `account` announces the account itself. */
export type FirstUse = {
  readonly customer_id: string
  readonly kind: string
  readonly identifier: string
  readonly first_used_at: Instant
}

/** From how many accounts on an identifier of each kind links nobody. */
type Caps = Settings['identifierCaps']

/** The accounts seen with one identifier. */
type Sharing = { accounts: number; readonly first: number }

/**
 * Links accounts in one pass over first uses in time order. An identifier links the accounts that use it
 * until more than its kind's cap of accounts do; from then on it links nobody. What was linked before stays.
 */
export async function* linkAccounts(
  uses: Batches<FirstUse>,
  caps: Caps,
): AsyncGenerator<readonly Membership[]> {
  const memberships = new Memberships()
  const sharings = new Map<string, Sharing>()
  for await (const batch of uses) {
    for (const use of batch) {
      const account = memberships.account(use.customer_id, use.first_used_at)
      if (use.kind === 'account') continue
      const key = `${use.kind} ${use.identifier}`
      const sharing = sharings.get(key)
      if (!sharing) {
        sharings.set(key, { accounts: 1, first: account })
        continue
      }
      sharing.accounts += 1
      if (sharing.accounts > caps[use.kind as keyof Caps]) continue
      memberships.link(account, sharing.first, use.first_used_at, use.kind)
    }
    yield memberships.takeEnded()
  }
  yield memberships.takeLasting()
}
