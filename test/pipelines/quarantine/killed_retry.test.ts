import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { load } from '../../../pipelines/load.ts'
import { atDesk } from '../../../pipelines/runner/desk.ts'
import type { Places } from '../../../pipelines/runner/places.ts'
import { lines, onlineRetailLines } from '../../../sources/senders/online_retail/lines.ts'
import { onlineRetail } from '../../../sources/senders/online_retail/online_retail.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import type { Moment } from '../../faults/moments.ts'
import { shopFolder } from '../../laws/shop.ts'
import { csv } from '../load/made_inbox.ts'
import { unbalanced } from './retried.ts'

const harmedProgram = fileURLToPath(new URL('../../faults/harmed_process.ts', import.meta.url))

/** `recoup quarantine retry`, killed where the harm says so. */
const retryHarmed = ({ data }: Places, harm: { at?: number; trace?: string }) =>
  spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      harmedProgram,
      JSON.stringify({ data, ...harm }),
      'quarantine',
      'retry',
      '--data',
      data,
    ],
    { encoding: 'utf8' },
  )

const put = async ({ inbox }: Places, path: string, content: string) => {
  await mkdir(dirname(join(inbox, path)), { recursive: true })
  await writeFile(join(inbox, path), content)
}

/** Held rows of a feed, held lines of a sender, and a file that failed, all of them good by now. */
async function shopOfYesterday(): Promise<Places> {
  const places = shopFolder()
  const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
  const line = (invoice: number, price: number) =>
    `${invoice},22191,CUP,1,2010-12-19 10:00:00,${price},17850.0,United Kingdom`
  await put(places, 'online_retail/a.csv', [header, line(1, 5), line(1, 99), line(2, 98), ''].join('\n'))
  await put(places, 'online_retail/b.csv', [header, line(1, 97), ''].join('\n'))
  const product = (sku: string, weight_grams: string) => ({
    sku,
    title: 'Cup',
    category: 'cups',
    weight_grams,
  })
  await put(places, 'products/a.csv', csv([product('p1', '5'), product('p2', '500')]))
  await put(
    places,
    'payouts/a.csv',
    csv([{ payout_id: 'p', order_id: 'o', paid_at: '2026-01-01T00:00:00Z', kind: 'refund', amount: '500' }]),
  )
  await atDesk(places, 'load', ({ warehouse, catalog, settings, runId }) => {
    const stricter = (column: string) => (feed: (typeof catalog.feeds)[number]) => {
      const before = feed.columns[column]
      return before ? { ...feed, columns: { ...feed.columns, [column]: before.atMost(50) } } : feed
    }
    return load(warehouse, {
      inbox: places.inbox,
      feeds: catalog.feeds.map(stricter('weight_grams')).map(stricter('amount')),
      senders: [
        { ...onlineRetail, records: [{ ...lines, record: stricter('unit_price')(onlineRetailLines) }] },
      ],
      settings: { ...settings, badRows: { share: 1, perFeed: { payouts: 0 } } },
      runId,
    })
  })
  return places
}

const tables = [
  'select * exclude (version_at) from raw.products',
  'select * exclude (version_at) from raw.payouts',
  'select * exclude (version_at) from raw.online_retail_lines',
  'select * exclude (version_at) from raw.orders',
  'select * exclude (version_at) from raw.order_lines',
  'select feed, path, outcome, rows_read, rows_accepted, rows_quarantined, rows_repeated from ledger.loads',
  'select file_number, feed, row_number, record, settled_as from ledger.quarantine',
  'select feed, rows_tried, rows_accepted, rows_landed from ledger.retries',
]

async function stateOf(places: Places): Promise<{ settled: number; tables: unknown; unbalanced: unknown }> {
  const warehouse = await Warehouse.open(places.warehouse, { readOnly: true })
  try {
    return {
      settled: await warehouse.count('select count(*) from ledger.quarantine where settled_as is not null'),
      tables: await Promise.all(tables.map((table) => warehouse.rows(`${table} order by all`))),
      unbalanced: await warehouse.rows(unbalanced),
    }
  } finally {
    warehouse.close()
  }
}

test('a retry killed at any moment has settled all held rows or none, and one more mends it', {
  timeout: 300_000,
}, async () => {
  const before = await shopOfYesterday()
  const whole = shopFolder()
  cpSync(before.data, whole.data, { recursive: true })
  const trace = join(whole.data, 'moments.json')
  expect(retryHarmed(whole, { trace })).toMatchObject({ status: 0 })
  const moments = JSON.parse(readFileSync(trace, 'utf8')) as Moment[]
  const unharmed = await stateOf(whole)
  expect(await stateOf(before)).toMatchObject({ settled: 0 })
  expect(unharmed).toMatchObject({ settled: 4, unbalanced: [] })

  const found = new Set<number>()
  for (const at of aroundTheCommit(moments)) {
    const killed = shopFolder()
    cpSync(before.data, killed.data, { recursive: true })
    expect(retryHarmed(killed, { at }).signal).toBe('SIGKILL')
    const { settled, unbalanced } = await stateOf(killed)
    found.add(settled)
    expect(unbalanced).toEqual([])
    expect(retryHarmed(killed, {})).toMatchObject({ status: 0 })
    expect(await stateOf(killed), `killed at ${at} of its ${moments.length} moments`).toEqual(unharmed)
  }
  expect([...found].sort()).toEqual([0, 4])
})

/** Half-way to the commit that settles the rows, just before it, just after it, and before the file's close. */
function aroundTheCommit(moments: readonly Moment[]): number[] {
  const placeOf = (what: string) => {
    const place = moments.filter((moment) => moment.what === what).map((moment) => moment.place)[0]
    if (place === undefined) throw new Error(`No moment of the trace is "${what}".`)
    return place
  }
  const commit = placeOf('commit')
  return [Math.floor(commit / 2), commit, commit + 1, placeOf('close the file')]
}
