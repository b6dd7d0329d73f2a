import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { orderLines } from '../../../sources/feeds/order_lines.ts'
import { csv, fileAt, MadeInbox } from './made_inbox.ts'

const line = { order_id: 'o1', line_number: '1', sku: 's1', quantity: '2', unit_price_amount: '9.99' }
const [header = '', row = ''] = csv([line]).split(/(?<=\n)/)
const rows = (count: number) => Array.from({ length: count }, (_, n) => row.replace('o1', `o${n}`)).join('')

test('gzip members one after another are one file', async () => {
  const inbox = await MadeInbox.open()
  const members = [header, rows(3), '', row.replace('o1', 'last')].map((part) => gzipSync(part))
  await inbox.put('order_lines/a.csv.gz', Buffer.concat(members))
  const report = await inbox.load([orderLines])
  expect(fileAt(report, 'order_lines/a.csv.gz')).toMatchObject({ outcome: 'loaded', rowsAccepted: 4 })
})

const damaged = 'It is not a whole gzip file: it is damaged or cut short.'
const packed = gzipSync(header + rows(500))

test.each<[string, Buffer, string]>([
  ['followed by text', Buffer.concat([packed, Buffer.from('more')]), damaged],
  ['followed by half a member', Buffer.concat([packed, packed.subarray(0, 100)]), damaged],
  [
    'followed by zeros',
    Buffer.concat([packed, Buffer.alloc(512)]),
    'It is not a whole gzip file: something follows its end.',
  ],
  ['cut short', packed.subarray(0, -9), damaged],
  ['changed within', Buffer.from(packed).fill(0, 60, 64), damaged],
])('a gzip file %s fails alone', async (_, bytes, sentence) => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/a.csv.gz', bytes)
  await inbox.put('order_lines/b.csv', header + row)
  const report = await inbox.load([orderLines])
  expect(fileAt(report, 'order_lines/a.csv.gz')).toMatchObject({ outcome: 'failed', sentence, rowsRead: 0 })
  expect(fileAt(report, 'order_lines/b.csv').rowsAccepted).toBe(1)
})

test('a file that unpacks to more than the settings allow is refused before it is unpacked', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put(
    'order_lines/bomb.csv.gz',
    gzipSync(Buffer.concat([Buffer.from(header), Buffer.alloc(40_000_000)])),
  )
  await inbox.put('order_lines/large.csv', header + rows(100_000))
  const report = await inbox.load([orderLines], { settings: { mostUnpackedBytes: 1_000_000 } })
  expect(fileAt(report, 'order_lines/bomb.csv.gz')).toMatchObject({
    outcome: 'failed',
    sentence:
      'It unpacks to more than 1,000,000 bytes, the most that the settings allow (mostUnpackedBytes).',
  })
  // What lies unpacked on the disk anyway is no trap.
  expect(fileAt(report, 'order_lines/large.csv').rowsAccepted).toBe(100_000)
})
