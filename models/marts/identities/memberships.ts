import type { Instant } from '../../../warehouse/columns.ts'

/** An account's time as part of one identity. */
export type Membership = {
  readonly customer_id: string
  readonly identity_id: string
  readonly linked_from: Instant
  readonly linked_until: Instant | null
  readonly linked_by: string | null
}

type Identity = { readonly oldest: number; readonly members: number[] }
type Since = { readonly from: Instant; readonly by: string | null }

/**
 * Identities that only grow. Accounts are numbered as they appear, so the lowest number is the oldest
 * account; its name is the identity's name, which therefore only ever changes to an older one.
 */
export class Memberships {
  readonly #names: string[] = []
  readonly #numbers = new Map<string, number>()
  readonly #identities: Identity[] = []
  readonly #since: Since[] = []
  #ended: Membership[] = []

  /** The account's number; a new account begins as an identity of its own. */
  account(name: string, at: Instant): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    const number = this.#names.length
    this.#names.push(name)
    this.#numbers.set(name, number)
    this.#identities.push({ oldest: number, members: [number] })
    this.#since.push({ from: at, by: null })
    return number
  }

  /** Makes the identities of two accounts one, from `at` on. */
  link(one: number, other: number, at: Instant, by: string): void {
    const a = this.#identities[one] as Identity
    const b = this.#identities[other] as Identity
    if (a === b) return
    const [kept, joined] = a.oldest < b.oldest ? [a, b] : [b, a]
    for (const member of joined.members) {
      this.#end(member, at)
      this.#identities[member] = kept
      this.#since[member] = { from: at, by }
      kept.members.push(member)
    }
  }

  /** Memberships that have ended since this was last asked. */
  takeEnded(): Membership[] {
    const ended = this.#ended
    this.#ended = []
    return ended
  }

  /** Memberships that still hold. */
  takeLasting(): Membership[] {
    return this.#names.map((_, account) => this.#membership(account, null))
  }

  #end(account: number, at: Instant): void {
    // Begun and ended at one instant: it never counted.
    if (sameInstant((this.#since[account] as Since).from, at)) return
    this.#ended.push(this.#membership(account, at))
  }

  #membership(account: number, until: Instant | null): Membership {
    const { from, by } = this.#since[account] as Since
    const { oldest } = this.#identities[account] as Identity
    return {
      customer_id: this.#names[account] as string,
      identity_id: this.#names[oldest] as string,
      linked_from: from,
      linked_until: until,
      linked_by: by,
    }
  }
}

// Instants come as the engine's own value objects; their text says the microsecond.
const sameInstant = (a: Instant, b: Instant) => a.toString() === b.toString()
