import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { type DemoShopSummary, writeDemoShop } from '../../../sources/demo_shop/demo_shop.ts'
import { columnsOf, FEEDS, type Feed, formatOf } from '../../../sources/demo_shop/feeds.ts'

export type MadeShop = {
  readonly summary: DemoShopSummary
  /** Rows of a query; each feed is a table of texts with `export_day` beside its columns, `latest_<feed>` has newest versions only. */
  rows(sql: string): Promise<Record<string, unknown>[]>
  /** The one value of a query, as a number. */
  number(sql: string): Promise<number>
  close(): Promise<void>
}

const KEYS: Partial<Record<Feed, string>> = {
  customers: 'customer_id',
  products: 'sku',
  orders: 'order_id',
  order_lines: 'order_id, line_number',
  shipments: 'shipment_id',
  returns: 'return_id',
  return_lines: 'return_id, line_number',
  contacts: 'contact_id',
  carrier_claims: 'carrier_claim_id',
}

/** Makes a shop in a folder of its own and reads what it wrote. */
export async function makeShop(orders: number, seed: number): Promise<MadeShop> {
  const out = await mkdtemp(join(tmpdir(), 'demo-shop-'))
  const summary = await writeDemoShop({ orders, seed, out })
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  for (const feed of FEEDS) await read(connection, out, feed)
  for (const truth of ['cases', 'customers', 'lanes']) {
    await connection.run(
      `create table true_${truth} as from read_csv('${out}/_truth/${truth}.csv', all_varchar = true)`,
    )
  }
  const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson()
  return {
    summary,
    rows,
    number: async (sql) => Number(Object.values((await rows(sql))[0] ?? {})[0]),
    close: async () => {
      connection.closeSync()
      instance.closeSync()
      await rm(out, { recursive: true })
    },
  }
}

async function read(connection: DuckDBConnection, out: string, feed: Feed): Promise<void> {
  const format = formatOf(feed)
  const files = `'${out}/${feed}/*/*.${format === 'csv;' ? 'csv' : format}'`
  const columns = columnsOf(feed)
  const reader = format.startsWith('csv')
    ? `read_csv(${files}, all_varchar = true, header = true, filename = true, delim = '${format === 'csv' ? ',' : ';'}', quote = '"', escape = '"', strict_mode = true)`
    : `read_json(${files}, format = 'newline_delimited', filename = true, columns = {${columns.map((c) => `${c}: 'VARCHAR'`).join(', ')}})`
  await connection.run(`create table ${feed} as
    select * exclude (filename), strptime(regexp_extract(filename, '(\\d{4}-\\d{2}-\\d{2})\\.', 1), '%Y-%m-%d')::date as export_day
    from ${reader}`)
  const key = KEYS[feed]
  const newest = `qualify row_number() over (partition by ${key} order by updated_at::timestamptz desc) = 1`
  await connection.run(`create view latest_${feed} as from ${feed} ${key === undefined ? '' : newest}`)
}
