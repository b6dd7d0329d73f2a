import { Integers } from './growing.ts'

/**
 * Which accounts used an address, and which of them had a case found abusive. One address is a household, so
 * it links two accounts only once both were found abusive, and only before more than the cap of accounts use it.
 */
export class Addresses {
  readonly #cap: number
  readonly #accounts = new Integers()
  /** Of each address, an account that was found abusive; 0 while none was. */
  readonly #abusive = new Integers()
  readonly #isFound = new Integers()
  // The addresses of each account as a chain of uses, the newest first.
  readonly #newest = new Integers()
  readonly #before = new Integers()
  readonly #address = new Integers()
  #uses = 0

  constructor(cap: number) {
    this.#cap = cap
  }

  /** Notes an account's first use; gives the account that it links to, 0 where it links to none. */
  use(address: number, account: number): number {
    this.#accounts.set(address, this.#accounts.get(address) + 1)
    this.#uses += 1
    this.#address.set(this.#uses, address)
    this.#before.set(this.#uses, this.#newest.get(account))
    this.#newest.set(account, this.#uses)
    return this.#isFound.get(account) === 1 ? this.#meet(address, account) : 0
  }

  /** Notes that a case of the account was found abusive; gives the accounts that this links it to. */
  found(account: number): number[] {
    this.#isFound.set(account, 1)
    const linked: number[] = []
    for (let use = this.#newest.get(account); use !== 0; use = this.#before.get(use)) {
      const other = this.#meet(this.#address.get(use), account)
      if (other !== 0) linked.push(other)
    }
    return linked
  }

  #meet(address: number, account: number): number {
    if (this.#accounts.get(address) > this.#cap) return 0
    const other = this.#abusive.get(address)
    if (other === 0) this.#abusive.set(address, account)
    return other
  }
}
