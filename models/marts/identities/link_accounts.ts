import { instant, integer } from '../../../warehouse/columns.ts'
import type { Batch, Batches } from '../../model.ts'
import type { Settings } from '../../settings.ts'
import { Addresses } from './addresses.ts'
import { eventKinds, numberOf } from './kinds.ts'
import { Memberships } from './memberships.ts'
import { Sharings } from './sharings.ts'

/** What the linking walks over, in the order of its columns. Accounts and identifiers are numbered from 1 on. */
export const eventColumns = {
  at: instant('When it happened.').required(),
  account: integer('The account, accounts numbered by their first order.').required(),
  kind: integer('The number of its kind.').required(),
  identifier: integer('The identifier used first; 0 where the event is of none.').required(),
}

export const membershipColumns = {
  account: integer('The account.').required(),
  identity: integer('The oldest account of the identity that it belonged to.').required(),
  linked_from: instant('From when on.').required(),
  linked_until: instant('Until when; missing while it still holds.'),
  kind: integer('The kind of event that made the link; 0 while the account stands as it began.').required(),
}

/**
 * Links accounts in one pass over events in time order. An identifier links the accounts that use it until
 * more than its kind's cap of accounts do; from then on it links nobody. What was linked before stays. An
 * address links only accounts of which both had a case found abusive by then.
 *
 * Memory grows with accounts and identifiers, time with events; each account and identifier is a number.
 */
export async function* linkAccounts(
  events: Batches<typeof eventColumns>,
  caps: Settings['identifierCaps'],
): AsyncGenerator<Batch<typeof membershipColumns>> {
  const memberships = new Memberships()
  const sharings = new Sharings()
  const addresses = new Addresses(caps.address)
  const capOf = eventKinds.map((kind) => (kind in caps ? caps[kind as keyof typeof caps] : 0))
  const [accountKind, addressKind, findingKind] = [
    numberOf('account'),
    numberOf('address'),
    numberOf('finding'),
  ]
  for await (const { rows, columns } of events) {
    for (let row = 0; row < rows; row += 1) {
      const account = columns.account[row] as number
      const kind = columns.kind[row] as number
      const at = columns.at[row] as bigint
      if (kind === accountKind) {
        memberships.begin(account, at)
        continue
      }
      const identifier = columns.identifier[row] as number
      if (kind === findingKind)
        for (const other of addresses.found(account)) memberships.link(account, other, at, addressKind)
      else {
        const other =
          kind === addressKind
            ? addresses.use(identifier, account)
            : sharings.use(identifier, account, capOf[kind] as number)
        if (other !== 0) memberships.link(account, other, at, kind)
      }
    }
    yield memberships.takeEnded()
  }
  yield memberships.takeLasting()
}
