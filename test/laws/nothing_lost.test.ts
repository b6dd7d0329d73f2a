import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { writeDemoShop } from '../../sources/demo_shop/demo_shop.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { catalog, runAll, shopFolder } from './shop.ts'

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()

const textOf = (path: string) =>
  (path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path)).toString()

/** Records in a file, counted by hand: lines, but for those within quotes, and the header of a CSV. */
function recordsIn(path: string): number {
  const text = textOf(path)
  if (path.includes('.ndjson')) return text.split('\n').filter((line) => line !== '').length
  let isQuoted = false
  let lines = 0
  for (const letter of text) {
    if (letter === '"') isQuoted = !isQuoted
    else if (letter === '\n' && !isQuoted) lines += 1
  }
  return lines - 1 + (text.endsWith('\n') ? 0 : 1)
}

/** Adds the first row of a CSV once more, and once more spoiled, with the line ends that the file has. */
function soil(path: string, spoil: (row: string) => string): void {
  const text = textOf(path)
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const row = text.split(end)[1] as string
  appendFileSync(path, `${row}${end}${spoil(row)}${end}`)
}

test('for each file: rows read are those accepted, quarantined and repeated', async () => {
  const places = shopFolder()
  await writeDemoShop({ orders: 1200, seed: 14, out: places.inbox })
  const largest = (feed: string) =>
    filesOf(join(places.inbox, feed)).sort((a, b) => recordsIn(b) - recordsIn(a))[0] as string
  // A repeated row and a bad one each: a broken amount, a word that the feed does not know, a broken line.
  soil(largest('order_lines'), (row) => row.replace(/^([^,]*),[^,]*/, '$1,0'))
  soil(largest('shipments'), (row) => `${row},one cell too many`)
  const events = largest('tracking_events')
  const lines = textOf(events).trimEnd().split('\n')
  const strange = JSON.stringify({ ...JSON.parse(lines[0] as string), status: 'beamed_up' })
  writeFileSync(events, gzipSync([...lines, lines[0], strange, 'no JSON at all'].join('\n')))

  const report = await runAll(places)
  expect(report.load.files.filter(({ outcome }) => outcome !== 'loaded')).toEqual([])
  for (const file of report.load.files) {
    expect(file.rowsRead, file.path).toBe(recordsIn(join(places.inbox, file.path)))
    expect(file.rowsRead, file.path).toBe(file.rowsAccepted + file.rowsQuarantined + file.rowsRepeated)
  }
  const soiled = report.load.files.filter(({ rowsQuarantined }) => rowsQuarantined > 0)
  expect(soiled.map(({ feed, rowsQuarantined }) => `${feed} ${rowsQuarantined}`).sort()).toEqual([
    'order_lines 1',
    'shipments 1',
    'tracking_events 2',
  ])
  expect(soiled.every(({ rowsRepeated }) => rowsRepeated > 0)).toBe(true)

  const warehouse = await Warehouse.open(places.warehouse, { readOnly: true })
  for (const feed of catalog.feeds) {
    const accepted = report.load.files
      .filter((file) => file.feed === feed.name)
      .reduce((sum, file) => sum + file.rowsAccepted, 0)
    expect(await warehouse.count(`select count(*) from raw.${feed.name}`), feed.name).toBe(accepted)
  }
  const kept = await warehouse.rows<{ feed: string; record: string }>(
    'select feed, record from ledger.quarantine order by feed, row_number',
  )
  expect(kept.map(({ feed }) => feed)).toEqual([
    'order_lines',
    'shipments',
    'tracking_events',
    'tracking_events',
  ])
  expect(kept[2]?.record).toContain('beamed_up')
  expect(kept[3]?.record).toContain('no JSON at all')
  warehouse.close()
})
