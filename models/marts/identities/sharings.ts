import { Integers } from './growing.ts'

/** Which account used an identifier first, and how many have. */
export class Sharings {
  readonly #first = new Integers()
  readonly #accounts = new Integers()

  /** Notes an account's first use; gives the account that it links to, 0 where it links to none. */
  use(identifier: number, account: number, cap: number): number {
    const accounts = this.#accounts.get(identifier) + 1
    this.#accounts.set(identifier, accounts)
    if (accounts === 1) this.#first.set(identifier, account)
    return accounts === 1 || accounts > cap ? 0 : this.#first.get(identifier)
  }
}
