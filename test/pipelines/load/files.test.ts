import { rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { orderLines } from '../../../sources/feeds/order_lines.ts'
import { products } from '../../../sources/feeds/products.ts'
import { csv, fileAt, MadeInbox } from './made_inbox.ts'

const line = { order_id: 'o1', line_number: '1', sku: 's1', quantity: '2', unit_price_amount: '9.99' }

test('the same content is loaded once, whatever its name', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/a.csv', csv([line]))
  await inbox.put('order_lines/b.csv', csv([line]))
  const first = await inbox.load([orderLines])
  expect(fileAt(first, 'order_lines/b.csv')).toMatchObject({
    outcome: 'repeated',
    sentence: 'Its content was loaded before, from order_lines/a.csv.',
  })
  await inbox.put('order_lines/c.csv', csv([line]))
  const again = await inbox.load([orderLines])
  expect(again.files.map(({ outcome }) => outcome)).toEqual(['repeated', 'repeated', 'repeated'])
  expect(await inbox.rows('select file_number from raw.order_lines')).toEqual([{ file_number: '1' }])
  expect(await inbox.rows('select file_number, path from ledger.loads')).toEqual([
    { file_number: '1', path: 'order_lines/a.csv' },
  ])
})

test('changed content under the same name is a new file', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/a.csv', csv([line]))
  await inbox.load([orderLines])
  await inbox.put('order_lines/a.csv', csv([line, { ...line, line_number: '2' }]))
  const report = await inbox.load([orderLines])
  expect(fileAt(report, 'order_lines/a.csv')).toMatchObject({
    outcome: 'loaded',
    rowsRead: 2,
    rowsAccepted: 1,
    rowsRepeated: 1,
  })
})

const good = csv([line])
const packed = gzipSync(csv(Array.from({ length: 500 }, (_, n) => ({ ...line, order_id: `${n * 7919}` }))))

test.each<[string, string | Buffer, string]>([
  ['empty.csv', '', 'It is empty.'],
  [
    'lacking.csv',
    'order_id;sku\no1;s1\n',
    'It lacks the required columns line_number, quantity, unit_price_amount.',
  ],
  [
    'pipes.csv',
    good.replaceAll(',', '|'),
    'Its first line names no known column: it needs a header with comma, semicolon or tab.',
  ],
  ['twice.csv', 'order_id,ORDER_ID\no1,o1\n', 'It has the column order_id twice.'],
  ['latin.csv', Buffer.concat([Buffer.from(good), Buffer.from([0xe9, 0x0a])]), 'It is not text in UTF-8.'],
  [
    'cut.csv.gz',
    packed.subarray(0, packed.length - 20),
    'It is not a whole gzip file: it is damaged or cut short.',
  ],
  ['plain.csv.gz', `${good}\n`, 'It is not a whole gzip file: it is damaged or cut short.'],
  ['text.parquet', `${good}\n`, 'It is not a Parquet file that can be read: it is damaged or cut short.'],
  [
    'open.csv',
    `${good}o2,1,"s2,1,5\no3,1,s3,1,5\n`,
    'Line 3 begins a quoted value that never ends, so the rest cannot be read.',
  ],
])('%s fails alone with a sentence', async (name, content, sentence) => {
  const inbox = await MadeInbox.open()
  await inbox.put(`order_lines/${name}`, content)
  await inbox.put('order_lines/good.csv', good)
  const report = await inbox.load([orderLines])
  expect(fileAt(report, `order_lines/${name}`)).toMatchObject({ outcome: 'failed', sentence, rowsRead: 0 })
  expect(fileAt(report, 'order_lines/good.csv').rowsAccepted).toBe(1)
  const again = await inbox.load([orderLines])
  expect(fileAt(again, `order_lines/${name}`)).toMatchObject({ outcome: 'failed', sentence })
  await inbox.put(`order_lines/${name}`.replace(/\..*/, '.csv'), csv([{ ...line, order_id: 'mended' }]))
  expect(
    (await inbox.load([orderLines])).files.filter(({ rowsAccepted }) => rowsAccepted === 1),
  ).toHaveLength(1)
})

test('what failed under a wrong name loads under the right one', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/a.parquet', good)
  expect(fileAt(await inbox.load([orderLines]), 'order_lines/a.parquet').outcome).toBe('failed')
  await inbox.put('order_lines/a.csv', good)
  const report = await inbox.load([orderLines])
  expect(report.files.map(({ path, outcome }) => [path, outcome])).toEqual([
    ['order_lines/a.csv', 'loaded'],
    ['order_lines/a.parquet', 'repeated'],
  ])
})

test('a header without rows is a file without rows', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/quiet day.csv', `${Object.keys(line).join(',')}\n`)
  const report = await inbox.load([orderLines])
  expect(fileAt(report, 'order_lines/quiet day.csv')).toMatchObject({ outcome: 'loaded', rowsRead: 0 })
})

test('unfinished files are passed over, strangers are ignored, links out are refused', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/a.csv.part', good)
  await inbox.put('order_lines/.hidden.csv', good)
  await inbox.put('order_lines/_later/a.csv', good)
  await inbox.put('_truth/a.csv', good)
  await inbox.put('order_lines/notes.txt', 'x')
  await inbox.put('strangers/a.csv', good)
  await inbox.put('order_lines/deep/er/a.csv', good)
  await symlink(tmpdir(), join(inbox.path, 'order_lines', 'out'))
  await symlink('nowhere', join(inbox.path, 'order_lines', 'broken.csv'))
  await symlink(join(inbox.path, 'order_lines', 'deep', 'er'), join(inbox.path, 'order_lines', 'inside'))
  const report = await inbox.load([orderLines])
  expect(report.ignored).toEqual(['order_lines/notes.txt', 'strangers'])
  expect(report.files.map(({ path, outcome, sentence }) => ({ path, outcome, sentence }))).toEqual([
    { path: 'order_lines/deep/er/a.csv', outcome: 'loaded', sentence: undefined },
    { path: 'order_lines/broken.csv', outcome: 'failed', sentence: 'It is a link that leads nowhere.' },
    { path: 'order_lines/out', outcome: 'failed', sentence: 'It is a link that leaves the inbox.' },
  ])
})

test('a missing inbox says what to do', async () => {
  const inbox = await MadeInbox.open()
  await rm(inbox.path, { recursive: true })
  await expect(inbox.load([orderLines])).rejects.toThrow('The inbox does not exist.')
})

test('rows wait for the records that they name', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/1.csv', csv([line, { ...line, line_number: '2', sku: 's2' }]))
  const waiting = { feed: 'order_lines', column: 'sku', refersTo: 'products.sku' }
  expect((await inbox.load([orderLines, products])).waiting).toEqual([{ ...waiting, rows: 2 }])
  await inbox.put('products/1.csv', csv([{ sku: 's2', title: 'Lamp', category: 'light' }]))
  expect((await inbox.load([orderLines, products])).waiting).toEqual([{ ...waiting, rows: 1 }])
})
