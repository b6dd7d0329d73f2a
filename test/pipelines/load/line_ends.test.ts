import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EvenLines } from '../../../pipelines/load/line_ends.ts'
import { orderLines } from '../../../sources/feeds/order_lines.ts'
import { trackingEvents } from '../../../sources/feeds/tracking_events.ts'
import { fileAt, MadeInbox } from './made_inbox.ts'

const skus = ['s1', 'two\nlines', 'a\rreturn', '"\r\n"']
const lines = [
  'order_id,line_number,sku,quantity,unit_price_amount',
  ...skus.map((sku, place) => `o${place},1,"${sku.replaceAll('"', '""')}",1,5`),
]
const ended = (...ends: string[]) => lines.map((line, place) => line + ends[place % ends.length]).join('')

const files: Record<string, string> = {
  LF: ended('\n'),
  CRLF: ended('\r\n'),
  CR: ended('\r'),
  'LF and CRLF': ended('\n', '\r\n'),
  'CRLF and LF': ended('\r\n', '\n'),
  'LF and CR': ended('\n', '\r'),
  'CR, LF and CRLF after a byte-order mark': `\ufeff${ended('\r', '\n', '\r\n')}`,
  'CR CR LF': ended('\r\r\n'),
  'LF, but for the last line': ended('\n').slice(0, -1),
  'CR, but for the last line': ended('\r').slice(0, -1),
  'LF, and a CR at the very end': `${ended('\n').slice(0, -1)}\r`,
  'blank lines of all kinds': ended('\r\n\r\n', '\n\n', '\r\r'),
}

test.each(Object.entries(files))('lines that end in %s', async (_, content) => {
  for (const [name, bytes] of [
    ['plain.csv', Buffer.from(content)],
    ['packed.csv.gz', gzipSync(content)],
  ] as const) {
    const inbox = await MadeInbox.open()
    await inbox.put(`order_lines/${name}`, bytes)
    const report = await inbox.load([orderLines])
    expect(fileAt(report, `order_lines/${name}`)).toMatchObject({ outcome: 'loaded', rowsAccepted: 4 })
    const loaded = await inbox.rows('select sku, row_number from raw.order_lines order by order_id')
    expect(loaded).toEqual(skus.map((sku, place) => ({ sku, row_number: String(place + 1) })))
  }
})

test('a ragged line in a file of mixed line ends is one bad row in its place', async () => {
  const inbox = await MadeInbox.open()
  const good = Array.from({ length: 20 }, (_, n) => `o${n},1,s1,1,5${n % 2 ? '\n' : '\r\n'}`)
  await inbox.put('order_lines/a.csv', `${lines[0]}\n${good.join('')}short,1\r\no20,1,s1,1,5\n`)
  const report = await inbox.load([orderLines])
  expect(fileAt(report, 'order_lines/a.csv')).toMatchObject({ rowsAccepted: 21, rowsQuarantined: 1 })
  expect(await inbox.rows('select row_number, record from ledger.quarantine')).toEqual([
    { row_number: '21', record: '"short,1"' },
  ])
  expect(await inbox.rows(`select row_number from raw.order_lines where order_id = 'o20'`)).toEqual([
    { row_number: '22' },
  ])
})

test.each(['\n', '\r\n', '\r'])('lines of JSON may end in %j, and in others within one file', async (end) => {
  const inbox = await MadeInbox.open()
  const event = (n: number) =>
    `{"carrier":"ups","tracking_number":"t${n}","occurred_at":"2024-05-01T10:00:00Z","status":"lost"}`
  await inbox.put('tracking_events/even.ndjson', [1, 2].map(event).join(end))
  await inbox.put('tracking_events/mixed.ndjson', `${event(3)}\n${event(4)}${end}${event(5)}\r\n${event(6)}`)
  await inbox.load([trackingEvents])
  expect(await inbox.rows('select tracking_number, row_number from raw.tracking_events order by 1')).toEqual(
    ['1', '2', '1', '2', '3', '4'].map((row_number, place) => ({
      tracking_number: `t${place + 1}`,
      row_number,
    })),
  )
})

test('a control character in a line of JSON makes one bad row', async () => {
  const inbox = await MadeInbox.open()
  const event = (n: number, detail: string) =>
    `{"carrier":"ups","tracking_number":"t${n}","occurred_at":"2024-05-01T10:00:00Z","status":"lost","detail":"${detail}"}\n`
  const good = Array.from({ length: 10 }, (_, n) => event(n, 'fine'))
  await inbox.put('tracking_events/a.ndjson', [...good, event(10, 'a\x01b'), event(11, 'fine')].join(''))
  const report = await inbox.load([trackingEvents])
  expect(fileAt(report, 'tracking_events/a.ndjson')).toMatchObject({ rowsAccepted: 11, rowsQuarantined: 1 })
  expect(await inbox.rows('select row_number, faults from ledger.quarantine')).toEqual([
    { row_number: '11', faults: ['the line is not a JSON object'] },
  ])
})

const cell = fc.oneof(
  fc.constantFrom('', 'a', 'b c', 'x"y', 'é'),
  fc
    .constantFrom('', '\n', '\r', '\r\n', ',', '"', 'a"b', '""')
    .map((text) => `"${text.replaceAll('"', '""')}"`),
)
/** Never empty, for an empty line between CR and LF would be none. */
const line = fc.record({
  cells: fc.array(cell, { minLength: 2, maxLength: 4 }).map((cells) => cells.join(',')),
  end: fc.constantFrom('\n', '\r\n', '\r'),
})

test('law: only what ends a line is changed, wherever the text is cut', () => {
  fc.assert(
    fc.property(fc.constantFrom('', '\ufeff'), fc.array(line), fc.nat(), (mark, made, seed) => {
      const text = Buffer.from(mark + made.map(({ cells, end }) => cells + end).join(''))
      const cut = seed % (text.length + 1)
      const even = new EvenLines(',')
      const parts = [even.take(text.subarray(0, cut)), even.take(text.subarray(cut)), even.end()]
      expect(Buffer.concat(parts).toString()).toBe(mark + made.map(({ cells }) => `${cells}\n`).join(''))
      expect(even.areMixed).toBe(new Set(made.map(({ end }) => end)).size > 1)
    }),
  )
})
