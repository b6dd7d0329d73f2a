import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failingFiles } from '../../../pipelines/quarantine/failing.ts'
import { orderLines } from '../../../sources/feeds/order_lines.ts'
import { csv, MadeInbox } from '../load/made_inbox.ts'
import { retried } from './retried.ts'

const line = { order_id: 'o1', line_number: '1', sku: 's1', quantity: '2', unit_price_amount: '9.99' }
const good = csv([line])
/** Half of it is bad. */
const soiled = csv([
  { ...line, order_id: 'o2' },
  { ...line, order_id: 'o3', quantity: '0' },
])
const generous = { badRows: { share: 1, perFeed: {} } }
const failing = async (inbox: MadeInbox) =>
  (await failingFiles(inbox.warehouse, {})).map(({ fileNumber, path }) => [fileNumber, path])

test('a failed file is tried again though it did not change, and loads when it may', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/a.csv', soiled)
  await inbox.put('order_lines/b.csv', good)
  await inbox.load([orderLines])
  expect(await failing(inbox)).toEqual([[1, 'order_lines/a.csv']])

  const report = await retried(inbox, [orderLines], { settings: generous })
  expect(report.files).toMatchObject([
    { path: 'order_lines/a.csv', outcome: 'loaded', rowsRead: 2, rowsAccepted: 1, rowsQuarantined: 1 },
  ])
  expect(await failing(inbox)).toEqual([])
  expect(await inbox.rows('select file_number, order_id from raw.order_lines order by all')).toEqual([
    { file_number: '2', order_id: 'o1' },
    { file_number: '3', order_id: 'o2' },
  ])
  expect((await inbox.load([orderLines])).files.map(({ outcome }) => outcome)).toEqual([
    'repeated',
    'repeated',
  ])
})

test('one that fails again keeps its row in the ledger, with the sentence that it has now', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/a.csv', soiled)
  await inbox.load([orderLines])
  const settings = { badRows: { share: 0.1, perFeed: { order_lines: 0.4 } } }
  for (const runId of ['once', 'twice']) {
    const report = await retried(inbox, [orderLines], { settings, runId })
    expect(report.files).toMatchObject([{ outcome: 'failed' }])
    expect(await inbox.rows('select file_number, run_id, outcome, sentence from ledger.loads')).toEqual([
      {
        file_number: '1',
        run_id: runId,
        outcome: 'failed',
        sentence:
          '1 of its 2 rows break the contract, more than 40%, so none was loaded; the first is row 2: quantity is below 1.',
      },
    ])
  }
})

test('only selected files are tried, and only those that fail', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/a.csv', soiled)
  await inbox.put('order_lines/b.csv', `${soiled}o9,1,s1,0,1\n`)
  await inbox.load([orderLines])
  await inbox.put('order_lines/c.csv', good)
  const paths = async (selection: { file?: number; feed?: string }) =>
    (await retried(inbox, [orderLines], { selection })).files.map(({ path }) => path)
  expect(await paths({ file: 2 })).toEqual(['order_lines/b.csv'])
  expect(await paths({ feed: 'products' })).toEqual([])
  expect(await paths({ feed: 'order_lines' })).toEqual(['order_lines/a.csv', 'order_lines/b.csv'])
})

test('a file fails no more once a later one under its path, or its content under another, has loaded', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/a.csv', soiled)
  await inbox.put('order_lines/b.parquet', good)
  await inbox.put('order_lines/gone.csv', 'nothing known\n')
  await inbox.load([orderLines])
  expect((await failing(inbox)).map(([, path]) => path)).toEqual([
    'order_lines/a.csv',
    'order_lines/b.parquet',
    'order_lines/gone.csv',
  ])
  await inbox.put('order_lines/a.csv', csv([{ ...line, order_id: 'o2' }]))
  await inbox.put('order_lines/b.csv', good)
  await rm(join(inbox.path, 'order_lines/gone.csv'))
  await inbox.load([orderLines])
  expect((await failing(inbox)).map(([, path]) => path)).toEqual(['order_lines/gone.csv'])
  expect((await retried(inbox, [orderLines])).files).toEqual([])
})
