// Names of what a ring holds, as a reviewer says them.
import { counted, listed, words } from './format.js'

/** Kinds of identifiers: two letters and a shape each, so that colour tells nothing alone. */
export const KINDS = {
  email: { title: 'E-mail', mark: 'Em', colour: 'var(--series-3)' },
  phone: { title: 'Phone', mark: 'Ph', colour: 'var(--series-4)' },
  payment: { title: 'Payment', mark: 'Pa', colour: 'var(--series-2)' },
  device: { title: 'Device', mark: 'De', colour: 'var(--series-1)' },
  address: { title: 'Address', mark: 'Ad', colour: 'var(--series-5)' },
}

export const nameOfIdentifier = ({ kind, identifier }) => `${KINDS[kind].title} ${identifier}`

/** 3 → "Account 3"; [1, 2, 5] → "Accounts 1, 2 and 5" */
export const namesOfAccounts = (accounts) => `Account${accounts.length === 1 ? '' : 's'} ${listed(accounts.map(String))}`

/** The identifiers of a ring with the accounts that share each, the most shared first. */
export function identifiersOf(links) {
  const found = new Map()
  for (const { kind, identifier, account, first_used_on, is_beyond_cap } of links) {
    const name = nameOfIdentifier({ kind, identifier })
    const one = found.get(name) ?? { name, kind, identifier, accounts: [], first_used_on, last_joined_on: first_used_on, is_beyond_cap }
    one.accounts.push(account)
    if (first_used_on < one.first_used_on) one.first_used_on = first_used_on
    if (first_used_on > one.last_joined_on) one.last_joined_on = first_used_on
    found.set(name, one)
  }
  return [...found.values()].sort((a, b) => b.accounts.length - a.accounts.length || a.name.localeCompare(b.name))
}

const STATES = { open: 'Open', decided: 'Decided', lapsed: 'Not decided in time' }

/** What became of a case: "Open", "Abuse found, deny". */
export const stateOf = ({ state, finding, action }) =>
  state === 'decided' && finding ? `${finding === 'abuse' ? 'Abuse found' : words(finding)}, ${words(action).toLowerCase()}` : STATES[state]

/** Where a ring is shown. */
export const ringHref = (ringId) => `/loss-prevention/rings/?ring=${encodeURIComponent(ringId)}`

/** "4 accounts from order SO1" */
export const titleOf = ({ ring_id, accounts }) => `${counted(accounts, 'account')} from order ${ring_id}`

/** Honest reasons for which accounts share something, by the kinds that each explains. */
const INNOCENT = [
  { kinds: ['payment', 'device', 'address'], text: 'A family or a couple: one card, one tablet and one door for several people.' },
  { kinds: ['email', 'phone'], text: 'One person with two accounts, because a password was lost or the first order was placed as a guest.' },
  { kinds: ['payment'], text: 'Gifts: somebody pays for orders of others, or one means of payment is a company’s.' },
  { kinds: ['address', 'phone'], text: 'A shared office: parcels of many to one door, with the number of its reception.' },
  { kinds: ['address', 'device'], text: 'A student house or a shared flat: one door, and a computer that all use.' },
]

/** Those that explain what a ring shares. */
export const innocentOf = (identifiers) => {
  const kinds = new Set(identifiers.map(({ kind }) => kind))
  return INNOCENT.filter((reason) => reason.kinds.some((kind) => kinds.has(kind))).map(({ text }) => text)
}
