import type { Feed } from '../../sources/feed.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'

/** Rows that name a record which has not arrived yet. */
export type Waiting = {
  readonly feed: string
  readonly column: string
  readonly refersTo: string
  readonly rows: number
}

/** Counts, for every column that names another feed's record, the loaded rows whose record is not there. */
export async function countWaiting(warehouse: Warehouse, feeds: readonly Feed[]): Promise<Waiting[]> {
  const names = new Set(feeds.map(({ name }) => name))
  const waiting: Waiting[] = []
  for (const feed of feeds) {
    for (const [column, { facts }] of Object.entries(feed.columns)) {
      const [target, key] = facts.refersTo?.split('.') ?? []
      if (!target || !key || !names.has(target)) continue
      const rows = await warehouse.count(
        `select count(*) from ${quoted(feed.raw.name)} here
         anti join ${quoted(`raw.${target}`)} there on here.${quoted(column)} = there.${quoted(key)}
         where here.${quoted(column)} is not null`,
      )
      if (rows > 0) waiting.push({ feed: feed.name, column, refersTo: `${target}.${key}`, rows })
    }
  }
  return waiting
}
