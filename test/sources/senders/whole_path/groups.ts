import type { ShopTold, Told } from './shop.ts'

/** The records of a shop, found by what they name. */
export class Groups {
  readonly #shop: ShopTold
  readonly #groups = new Map<string, Map<string, Told[]>>()

  constructor(shop: ShopTold) {
    this.#shop = shop
  }

  /** The records of a feed whose column has the value, in the order of their keys. */
  all(feed: string, column: string, value: string): readonly Told[] {
    const name = `${feed} ${column}`
    const groups = this.#groups.get(name) ?? this.#grouped(feed, column)
    this.#groups.set(name, groups)
    return groups.get(value) ?? []
  }

  one(feed: string, column: string, value: string): Told | undefined {
    return this.all(feed, column, value)[0]
  }

  #grouped(feed: string, column: string): Map<string, Told[]> {
    const groups = new Map<string, Told[]>()
    for (const record of this.#shop[feed] ?? []) {
      const value = record[column]
      if (typeof value === 'string') groups.set(value, [...(groups.get(value) ?? []), record])
    }
    return groups
  }
}
