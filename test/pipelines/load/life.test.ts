import { appendFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { defaultSettings } from '../../../models/settings.ts'
import { Traces } from '../../../pipelines/erase/traces.ts'
import { loadBatch } from '../../../pipelines/load/batch.ts'
import { Contract } from '../../../pipelines/load/contract.ts'
import { History } from '../../../pipelines/load/history.ts'
import { scanInbox } from '../../../pipelines/load/inbox.ts'
import { type FreshFile, look } from '../../../pipelines/load/look.ts'
import { partOfFeed } from '../../../pipelines/load/part.ts'
import { SeenFiles } from '../../../pipelines/load/seen_files.ts'
import { prepareLoadTables } from '../../../pipelines/load/tables.ts'
import { orderLines } from '../../../sources/feeds/order_lines.ts'
import { products } from '../../../sources/feeds/products.ts'
import { csv, fileAt, MadeInbox } from './made_inbox.ts'

const line = { order_id: 'o1', line_number: '1', sku: 's1', quantity: '2', unit_price_amount: '9.99' }
const product = { sku: 's1', title: 'Lamp', category: 'light' }
const nothing = { rowsRead: 0, rowsAccepted: 0, rowsQuarantined: 0, rowsRepeated: 0 }
const tellNothing = 'select count(*) as n from ledger.loads'

test('a file that is still being written waits for the next run', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/good.csv', csv([line]))
  await inbox.put('order_lines/growing.csv', csv([{ ...line, order_id: 'o2' }]))
  const growing = join(inbox.path, 'order_lines/growing.csv')
  let more = 0
  const writer = setInterval(() => appendFileSync(growing, `more${more++},1,s1,1,1\n`), 1)
  const report = await inbox.load([orderLines])
  clearInterval(writer)
  expect(fileAt(report, 'order_lines/growing.csv')).toEqual({
    feed: 'order_lines',
    path: 'order_lines/growing.csv',
    outcome: 'left',
    sentence: 'It is still being written.',
    ...nothing,
  })
  expect(fileAt(report, 'order_lines/good.csv').outcome).toBe('loaded')
  expect(await inbox.rows('select path from ledger.loads')).toEqual([{ path: 'order_lines/good.csv' }])
  expect(await inbox.rows('select order_id from raw.order_lines')).toEqual([{ order_id: 'o1' }])
  const next = await inbox.load([orderLines])
  expect(fileAt(next, 'order_lines/growing.csv')).toMatchObject({ outcome: 'loaded', rowsAccepted: more + 1 })
})

test.each(['csv', 'csv.gz'])(
  'a %s file that is removed after it was listed counts as never seen',
  async (ending) => {
    const inbox = await MadeInbox.open()
    await inbox.put('order_lines/a.csv', csv([line]))
    await inbox.put(`products/b.${ending}`, csv([product]))
    const removed = join(inbox.path, `products/b.${ending}`)
    const report = await inbox.load([orderLines, products], {
      onProgress: () => rmSync(removed, { force: true }),
    })
    expect(fileAt(report, `products/b.${ending}`)).toMatchObject({
      outcome: 'left',
      sentence: 'It was removed while it was being loaded.',
    })
    await inbox.put('products/b.csv', csv([product]))
    expect(fileAt(await inbox.load([products]), 'products/b.csv').rowsAccepted).toBe(1)
  },
)

/** What a load knows of the inbox's order lines before it reads them into tables. */
async function lookedAt(inbox: MadeInbox): Promise<FreshFile[]> {
  const { warehouse } = inbox
  await prepareLoadTables(warehouse, [orderLines], [])
  const { files } = await scanInbox(inbox.path, new Set(['order_lines']))
  const history = await History.of(warehouse, 'order_lines')
  const seenFiles = await SeenFiles.of(warehouse, 'order_lines', Traces.none())
  const contract = new Contract(orderLines)
  const fresh: FreshFile[] = []
  for await (const one of look(files, { warehouse, contract, history, seenFiles, settings: defaultSettings }))
    if ('shape' in one) fresh.push(one)
  return fresh
}

const changes: Record<string, (path: string) => void> = {
  'replaced by another of the same size': (path) => {
    writeFileSync(`${path}.part`, csv([{ ...line, order_id: 'oX' }]))
    renameSync(`${path}.part`, path)
  },
  'overwritten in place, with its time set back': (path) => {
    writeFileSync(path, csv([{ ...line, order_id: 'oX' }]))
    utimesSync(path, new Date(0), new Date(0))
  },
  removed: (path) => rmSync(path),
}

test.each(Object.entries(changes))(
  'a file that is %s once it was hashed is not recorded',
  async (_, change) => {
    const inbox = await MadeInbox.open()
    await inbox.put('order_lines/a.csv', csv([line]))
    utimesSync(join(inbox.path, 'order_lines/a.csv'), new Date(0), new Date(0))
    const [looked] = await lookedAt(inbox)
    if (!looked) throw new Error('The file was not found.')
    change(looked.file.absolute)
    const result = await loadBatch(
      inbox.warehouse,
      { parts: [partOfFeed(orderLines)], unfolding: undefined },
      [{ ...looked.file, ...looked, fileNumber: 1 }],
      {
        owner: 'order_lines',
        mostBadShare: 0.1,
        runId: 'r',
        loadedAt: '2024-01-01',
        timeZone: 'UTC',
        currency: 'EUR',
        traces: Traces.none(),
      },
    )
    expect(result.files).toEqual([])
    expect([...result.left.keys()]).toEqual([1])
    expect(await inbox.rows(tellNothing)).toEqual([{ n: '0' }])
    expect(await inbox.rows('select * from raw.order_lines')).toEqual([])
  },
)

test('an unchanged file is not read again, and a changed one is, whatever its size and time', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/a.csv', csv([line]))
  await inbox.put('order_lines/b.csv', csv([{ ...line, order_id: 'o2' }]))
  await setTimeout(2_100)
  await inbox.load([orderLines])
  // With another content under its name in the ledger's memory, whoever reads the file would notice.
  await inbox.warehouse.run(
    `update ledger.files_seen set content_hash = (select content_hash from ledger.loads where path like '%a.csv')`,
  )
  const again = await inbox.load([orderLines])
  expect(fileAt(again, 'order_lines/b.csv').sentence).toBe(
    'Its content was loaded before, from order_lines/a.csv.',
  )
  const b = join(inbox.path, 'order_lines/b.csv')
  const { mtime } = await stat(b)
  await writeFile(b, csv([{ ...line, order_id: 'o3' }]))
  await utimes(b, mtime, mtime)
  expect(fileAt(await inbox.load([orderLines]), 'order_lines/b.csv').outcome).toBe('loaded')
})

test('a file that changed just now is read again, for it may change once more at the same time', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/a.csv', csv([line]))
  await inbox.load([orderLines])
  expect(await inbox.rows('select path from ledger.files_seen')).toEqual([])
})

test('what is gone from the inbox is forgotten, but not that it was loaded', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/a.csv', csv([line]))
  await setTimeout(2_100)
  await inbox.load([orderLines])
  expect(await inbox.rows('select path from ledger.files_seen')).toEqual([{ path: 'order_lines/a.csv' }])
  await rm(join(inbox.path, 'order_lines/a.csv'))
  await inbox.put('order_lines/b.csv', csv([line]))
  expect(fileAt(await inbox.load([orderLines]), 'order_lines/b.csv').outcome).toBe('repeated')
  expect(await inbox.rows('select path from ledger.files_seen')).toEqual([])
})

test('many files of one content are one file that loads', async () => {
  const inbox = await MadeInbox.open()
  const quiet = `${Object.keys(line).join(',')}\n`
  for (let n = 0; n < 50; n++) await inbox.put(`order_lines/${n}.csv`, n % 2 ? quiet : csv([line]))
  const { files } = await inbox.load([orderLines])
  expect(files.filter(({ outcome }) => outcome === 'loaded').map(({ path }) => path)).toEqual([
    'order_lines/0.csv',
    'order_lines/1.csv',
  ])
  expect(files.filter(({ outcome }) => outcome === 'repeated')).toHaveLength(48)
})
