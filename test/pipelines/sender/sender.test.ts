import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { defaultSettings } from '../../../models/settings.ts'
import { loadStage } from '../../../pipelines/run.ts'
import { atDesk } from '../../../pipelines/runner/desk.ts'
import { takeLock } from '../../../pipelines/runner/lock.ts'
import { type Places, placesOf } from '../../../pipelines/runner/places.ts'
import { silent } from '../../../pipelines/runner/progress.ts'
import { type CheckedSender, checkSender } from '../../../pipelines/sender/check.ts'
import { listSenders } from '../../../pipelines/sender/listed.ts'
import { saidOfCheck, saidOfListed } from '../../../pipelines/sender/said.ts'

let places: Places

beforeEach(() => {
  const data = mkdtempSync(join(tmpdir(), 'recoup sender '))
  places = placesOf({ data }, {})
  mkdirSync(places.inbox)
  return () => rmSync(data, { recursive: true, force: true })
})

function put(path: string, lines: readonly string[]): void {
  const file = join(places.inbox, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${lines.join('\n')}\n`)
}

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
const line = (invoice: string, quantity: number | string, code = '85123A') =>
  `${invoice},${code},LIGHT HOLDER,${quantity},2010-12-01 08:26:00,2.55,17850,United Kingdom`
const manyLines = Array.from({ length: 30 }, (_, nth) => line('536365', 6, `8${nth + 5000}`))

const check = async (name: string) => (await checkSender(places, defaultSettings, name, {})) as CheckedSender
const load = () => atDesk(places, 'load', (desk) => loadStage(desk, silent))

test('what a load would make of waiting files is told, and nothing is loaded', async () => {
  put('online_retail/one.csv', [header, ...manyLines, line('536366', 'six')])
  put('online_retail/two.csv', ['InvoiceNo,Quantity', '536370,1'])
  const checked = await check('online_retail')

  expect(checked).toMatchObject({ is: 'sender', files: 2, isWritten: false })
  expect(checked.tried?.files).toMatchObject([
    { path: 'online_retail/one.csv', outcome: 'loaded', rowsRead: 31, rowsAccepted: 30, rowsQuarantined: 1 },
    { path: 'online_retail/two.csv', outcome: 'failed', sentence: expect.stringContaining('lacks') },
  ])
  const rows = new Map(checked.tried?.rows.map((one) => [one.feed, one.rows]))
  expect(rows.get('orders')).toBe(1)
  expect(rows.get('order_lines')).toBe(30)
  const said = saidOfCheck(checked).join('\n')
  expect(said).toContain('2 files in the folder of online_retail, 2 not loaded.')
  expect(said).toContain('Would load: online_retail/one.csv: 31 rows, 30 good, 1 bad, 0 repeated.')
  expect(said).toContain('Would fail: online_retail/two.csv: It lacks')
  expect(said).toMatch(/Bad: online_retail\/one\.csv, 1 row .* from row 31 on: /)
  expect(existsSync(places.warehouse)).toBe(false)
})

test('what was loaded is not tried again, and what failed is', async () => {
  put('online_retail/one.csv', [header, ...manyLines])
  put('online_retail/two.csv', ['InvoiceNo,Quantity', '536370,1'])
  await load()
  put('online_retail/three.csv', [header, line('536371', 1)])
  const before = readFileSync(places.warehouse)
  const checked = await check('online_retail')

  expect(checked.tried?.files.map(({ path, outcome }) => [path, outcome]).sort()).toEqual([
    ['online_retail/three.csv', 'loaded'],
    ['online_retail/two.csv', 'failed'],
  ])
  expect(readFileSync(places.warehouse).equals(before)).toBe(true)

  const listed = await listSenders(places, defaultSettings, {})
  expect(listed.senders.find(({ sender }) => sender === 'online_retail')).toMatchObject({
    files: 3,
    waiting: 2,
    loadedAt: expect.stringMatching(/^20.*Z$/),
  })
  expect(saidOfListed(listed).join('\n')).toMatch(/online_retail: 3 files, 2 not loaded; last loaded 20/)
})

test('while a run is writing, all files are tried, and it is said that the ledger could not be asked', async () => {
  put('online_retail/one.csv', [header, ...manyLines])
  await load()
  const release = takeLock(places.lock, 'run')
  try {
    const checked = await check('online_retail')
    expect(checked).toMatchObject({ isWritten: true, tried: { files: [{ outcome: 'loaded' }] } })
    expect(saidOfCheck(checked)[0]).toContain('all are tried')
    const listed = await listSenders(places, defaultSettings, {})
    expect(listed).toMatchObject({ isWritten: true })
    expect(listed.senders.every(({ waiting, loadedAt }) => waiting === null && loadedAt === null)).toBe(true)
  } finally {
    release()
  }
})

test('a feed’s folder can be tried, too; what is none is told with where the names are', async () => {
  put('products/new.csv', ['sku,title,category,colour', 'S1,Shirt,tops,red'])
  const checked = await check('products')

  expect(checked.tried).toMatchObject({
    files: [{ outcome: 'loaded', rowsAccepted: 1 }],
    rows: [{ feed: 'products', rows: 1 }],
    drift: [{ kind: 'unknown', column: 'colour' }],
  })
  expect(await check('orders')).toMatchObject({ files: 0, tried: null })
  await expect(check('ordres')).rejects.toMatchObject({ next: expect.stringContaining('recoup sender list') })
})
