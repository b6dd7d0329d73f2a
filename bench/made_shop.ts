import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { defaultSettings } from '../models/settings.ts'
import { readCatalog } from '../pipelines/runner/catalog.ts'
import { progressFor } from '../pipelines/runner/progress.ts'
import { writeDemoShop } from '../sources/demo_shop/demo_shop.ts'
import type { Feed } from '../sources/feed.ts'
import type { Kind } from '../warehouse/columns.ts'
import { duckDb } from '../warehouse/duckdb/dialect.ts'
import { Warehouse } from '../warehouse/duckdb/warehouse.ts'

/** A made-up shop's year, kept between calls. */
export type MadeShop = {
  readonly orders: number
  /** The files of every day, as the shop exports them. */
  readonly inbox: string
  /** A whole feed of the year as one file. */
  readonly file: (feed: Feed, format: 'csv' | 'parquet') => string
}

/** The feeds with the most rows, which differ in width and in what their columns hold. */
export const largestFeeds: readonly Feed[] = (await readCatalog(defaultSettings)).feeds.filter(({ name }) =>
  ['orders', 'order_lines', 'shipments', 'tracking_events'].includes(name),
)

/** The shop of that size in the folder; made there, with each large feed as one file, where it is missing. */
export async function madeShop(folder: string, orders: number): Promise<MadeShop> {
  const inbox = join(folder, 'inbox')
  const wholes = join(folder, 'wholes')
  const progress = progressFor({ quiet: false })
  if (!existsSync(inbox)) {
    const making = `${inbox}.making`
    rmSync(making, { recursive: true, force: true })
    await progress.stage('shop', (onProgress) =>
      writeDemoShop({
        orders,
        seed: 1,
        out: making,
        onProgress: (share) => onProgress(Math.round(share * 1000), 1000, 'the shop’s year'),
      }),
    )
    renameSync(making, inbox)
  }
  if (!existsSync(wholes)) await progress.stage('files', () => joinDays(inbox, wholes))
  return { orders, inbox, file: ({ name }, format) => join(wholes, `${name}.${format}`) }
}

async function joinDays(inbox: string, wholes: string): Promise<void> {
  const making = `${wholes}.making`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making, { recursive: true })
  const engine = await Warehouse.open(':memory:', {
    spillTo: join(making, 'spill'),
    reach: [inbox, making],
  })
  for (const feed of largestFeeds) {
    const csv = join(making, `${feed.name}.csv`)
    const parquet = join(making, `${feed.name}.parquet`)
    await engine.run(`copy (from ${daysOf(inbox, feed)}) to '${csv}' (header)`)
    await engine.run(`copy (select ${zoned(feed)} from ${bareCsv(csv, feed)}) to '${parquet}'`)
  }
  engine.close()
  rmSync(join(making, 'spill'), { recursive: true, force: true })
  renameSync(making, wholes)
}

const columnsOf = (feed: Feed, type: (kind: Kind) => string): string =>
  `{${Object.entries(feed.columns).map(([name, { facts }]) => `'${name}': '${type(facts.kind)}'`)}}`

function daysOf(inbox: string, feed: Feed): string {
  const columns = columnsOf(feed, () => 'VARCHAR')
  const days = (ending: string) => `'${join(inbox, feed.name, '**', `*.${ending}`)}'`
  return feed.name === 'tracking_events'
    ? `read_json(${days('ndjson.gz')}, format = 'newline_delimited', columns = ${columns})`
    : `read_csv(${days('csv')}, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = ${columns})`
}

/** Parquet says of a time that it is in UTC, as most programs that write it do. */
const zoned = (feed: Feed): string =>
  Object.entries(feed.columns)
    .map(([name, { facts }]) => (facts.kind === 'instant' ? `timezone('UTC', ${name}) as ${name}` : name))
    .join(', ')

/** The engine's bare reader of such a file, told the types that the raw table has. */
export const bareCsv = (csv: string, feed: Feed): string =>
  `read_csv('${csv}', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
    columns = ${columnsOf(feed, (kind) => duckDb.typeOf[kind])})`
