import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultSettings } from '../../../../models/settings.ts'
import { load } from '../../../../pipelines/load.ts'
import { readSources } from '../../../../pipelines/runner/catalog.ts'
import { writeDemoShop } from '../../../../sources/demo_shop/demo_shop.ts'
import type { Feed } from '../../../../sources/feed.ts'
import { Warehouse } from '../../../../warehouse/duckdb/warehouse.ts'

/** A record of a feed as texts; what was not told is null. */
export type Told = Readonly<Record<string, string | null | undefined>>
/** The newest version of every record of a shop, by feed. */
export type ShopTold = Readonly<Record<string, readonly Told[]>>

/** All that a made-up shop's own feed files tell. */
export async function shopOf(orders: number): Promise<ShopTold> {
  const folder = await mkdtemp(join(tmpdir(), 'recoup whole path '))
  const warehouse = await Warehouse.open(':memory:', { reach: [folder] })
  try {
    await writeDemoShop({ orders, seed: 1, out: folder })
    const { feeds } = await readSources()
    await load(warehouse, { inbox: folder, feeds, senders: [], settings: defaultSettings, runId: 'told' })
    const told: Record<string, readonly Told[]> = {}
    for (const feed of feeds) told[feed.name] = await newest(warehouse, feed, Object.keys(feed.columns))
    return told
  } finally {
    warehouse.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Some columns of the newest version of every record of a feed, in the order of their keys. */
export function newest(warehouse: Warehouse, feed: Feed, columns: readonly string[]): Promise<Told[]> {
  const texts = columns.map((column) =>
    feed.columns[column]?.facts.kind === 'instant'
      ? `strftime(r.${column}, '%Y-%m-%dT%H:%M:%SZ') as ${column}`
      : `r.${column}::varchar as ${column}`,
  )
  const key = feed.key.map((column) => `r.${column}`).join(', ')
  return warehouse.rows<Told>(
    `select ${texts.join(', ')} from ${feed.raw.name} r
     qualify row_number() over (partition by ${key} order by version_at desc, file_number desc, row_number desc) = 1
     order by ${key}`,
  )
}
