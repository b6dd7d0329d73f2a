import { expect } from 'vitest'
import type { Feed } from '../../../../sources/feed.ts'
import type { Warehouse } from '../../../../warehouse/duckdb/warehouse.ts'
import { newest, type ShopTold, type Told } from './shop.ts'

/** Expects the raw tables to hold these records and no others, as far as they tell. */
export async function expectTold(
  warehouse: Warehouse,
  feeds: readonly Feed[],
  told: ShopTold,
): Promise<void> {
  for (const [name, records] of Object.entries(told)) {
    const feed = feeds.find((one) => one.name === name)
    if (!feed) throw new Error(`There is no feed ${name}.`)
    const byKey = (record: Told) => JSON.stringify(feed.key.map((column) => record[column]))
    const inOrder = (all: readonly Told[]) =>
      [...all].sort((one, other) => (byKey(one) < byKey(other) ? -1 : 1))
    expect(inOrder(await newest(warehouse, feed, Object.keys(records[0] ?? {}))), name).toEqual(
      inOrder(records),
    )
  }
}
