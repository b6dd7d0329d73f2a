import { type Batch, missing } from '../../model.ts'
import { Instants, Integers } from './growing.ts'
import type { membershipColumns } from './link_accounts.ts'

type Ended = Batch<typeof membershipColumns>

/**
 * Identities that only grow. Accounts are numbered by age, from 1 on, and an identity is known by its oldest
 * account: a union-find whose roots are the oldest, with the members of each identity in a ring.
 */
export class Memberships {
  readonly #parent = new Integers()
  readonly #next = new Integers()
  readonly #since = new Instants()
  readonly #by = new Integers()
  #accounts = 0
  #ended = new Rows()

  /** A new account, an identity of its own. Accounts come oldest first. */
  begin(account: number, at: bigint): void {
    this.#accounts = account
    this.#parent.set(account, account)
    this.#next.set(account, account)
    this.#since.set(account, at)
    this.#by.set(account, 0)
  }

  /** Makes the identities of two accounts one, from `at` on, by an event of that kind. */
  link(one: number, other: number, at: bigint, kind: number): void {
    const a = this.#oldest(one)
    const b = this.#oldest(other)
    if (a === b) return
    const [kept, joined] = a < b ? [a, b] : [b, a]
    let member = joined
    do {
      // Begun and ended at one instant, it never counted.
      if (this.#since.get(member) !== at) this.#end(member, joined, at)
      this.#since.set(member, at)
      this.#by.set(member, kind)
      member = this.#next.get(member)
    } while (member !== joined)
    this.#parent.set(joined, kept)
    const behind = this.#next.get(kept)
    this.#next.set(kept, this.#next.get(joined))
    this.#next.set(joined, behind)
  }

  /** Memberships that have ended since this was last asked. */
  takeEnded(): Ended {
    const ended = this.#ended
    this.#ended = new Rows()
    return ended.batch()
  }

  /** Memberships that still hold, which have no end. */
  takeLasting(): Ended {
    for (let account = 1; account <= this.#accounts; account += 1)
      this.#end(account, this.#oldest(account), missing)
    return this.takeEnded()
  }

  #oldest(account: number): number {
    let at = account
    for (;;) {
      const parent = this.#parent.get(at)
      if (parent === at) return at
      const grandparent = this.#parent.get(parent)
      this.#parent.set(at, grandparent)
      at = grandparent
    }
  }

  #end(account: number, identity: number, until: bigint): void {
    this.#ended.add(account, identity, this.#since.get(account), until, this.#by.get(account))
  }
}

class Rows {
  readonly #account = new Integers()
  readonly #identity = new Integers()
  readonly #from = new Instants()
  readonly #until = new Instants()
  readonly #kind = new Integers()
  #rows = 0

  add(account: number, identity: number, from: bigint, until: bigint, kind: number): void {
    this.#account.set(this.#rows, account)
    this.#identity.set(this.#rows, identity)
    this.#from.set(this.#rows, from)
    this.#until.set(this.#rows, until)
    this.#kind.set(this.#rows, kind)
    this.#rows += 1
  }

  batch(): Ended {
    return {
      rows: this.#rows,
      columns: {
        account: this.#account.first(this.#rows),
        identity: this.#identity.first(this.#rows),
        linked_from: this.#from.first(this.#rows),
        linked_until: this.#until.first(this.#rows),
        kind: this.#kind.first(this.#rows),
      },
    }
  }
}
