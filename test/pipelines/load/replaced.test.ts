import { expect, test } from 'vitest'
import { orderLines } from '../../../sources/feeds/order_lines.ts'
import { onlineRetail } from '../../../sources/senders/online_retail/online_retail.ts'
import { csv, MadeInbox } from './made_inbox.ts'

const settings = { badRows: { share: 1, perFeed: {} } }
const line = (order_id: string, quantity = '1') => ({
  order_id,
  line_number: '1',
  sku: 's1',
  quantity,
  unit_price_amount: '5',
})
const held = `select file_number, row_number, settled_as, settled_by from ledger.quarantine order by all`
const loadLines = async (inbox: MadeInbox, path: string, content: string) => {
  await inbox.put(path, content)
  return inbox.load([orderLines], { settings })
}

test('the mended version of a file stands for the held rows of the one before', async () => {
  const inbox = await MadeInbox.open()
  await loadLines(inbox, 'order_lines/a.csv', `${csv([line('1'), line('2', '0')])}ragged\n`)
  await loadLines(inbox, 'order_lines/a.csv', csv([line('1'), line('2', '3'), line('3', '0')]))
  const replaced = { settled_as: 'replaced', settled_by: 'run-2' }
  expect(await inbox.rows(held)).toEqual([
    { file_number: '1', row_number: '2', ...replaced },
    { file_number: '1', row_number: '3', ...replaced },
    { file_number: '2', row_number: '3', settled_as: null, settled_by: null },
  ])
  // What was turned away then was turned away for good: the counts of the older file stay.
  expect(await inbox.rows('select rows_read, rows_accepted, rows_quarantined from ledger.loads')).toEqual([
    { rows_read: '3', rows_accepted: '1', rows_quarantined: '2' },
    { rows_read: '3', rows_accepted: '1', rows_quarantined: '1' },
  ])
  // The third version repeats all that the second brought, and what the first did.
  await loadLines(inbox, 'order_lines/a.csv', csv([line('1'), line('2', '3'), line('3', '4')]))
  expect((await inbox.rows(held)).map(({ settled_by }) => settled_by)).toEqual(['run-2', 'run-2', 'run-3'])
})

test.each<[string, string, string]>([
  ['goes on where the older one ended', 'order_lines/a.csv', csv([line('8'), line('9')])],
  ['lacks a record of the older one', 'order_lines/a.csv', csv([line('2', '3')])],
  ['lies under another path', 'order_lines/b.csv', csv([line('1'), line('2', '3')])],
  ['fails', 'order_lines/a.csv', 'no known column\n1\n'],
])('a later file that %s settles nothing', async (_, path, content) => {
  const inbox = await MadeInbox.open()
  await loadLines(inbox, 'order_lines/a.csv', csv([line('1'), line('2', '0')]))
  await loadLines(inbox, path, content)
  expect((await inbox.rows(held)).map(({ settled_as }) => settled_as)).toEqual([null])
})

test('a record that is bad in the later file is in it all the same', async () => {
  const inbox = await MadeInbox.open()
  await loadLines(inbox, 'order_lines/a.csv', csv([line('1'), line('2', '0')]))
  await loadLines(inbox, 'order_lines/a.csv', csv([line('1', '0'), line('2', '0')]))
  expect((await inbox.rows(held)).map(({ file_number, settled_as }) => [file_number, settled_as])).toEqual([
    ['1', 'replaced'],
    ['2', null],
    ['2', null],
  ])
})

test('a mended file of a sender stands for rows that failed only after the mapping too', async () => {
  const inbox = await MadeInbox.open()
  const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
  const file = (price: string, noted = '') =>
    [
      header,
      `7,1,CUP,1,2010-12-19 10:00:00,${price},,`,
      `8,2,CUP,1,2010-12-19 10:00:00,1,,${noted}`,
      '',
    ].join('\n')
  const total = onlineRetail.mappings.find(({ feed }) => feed.name === 'orders')?.feed.columns.total_amount
  if (!total) throw new Error('Orders have no total.')
  const sender = {
    ...onlineRetail,
    mappings: onlineRetail.mappings.map((mapping) =>
      mapping.feed.name === 'orders'
        ? {
            ...mapping,
            feed: { ...mapping.feed, columns: { ...mapping.feed.columns, total_amount: total.atMost(5) } },
          }
        : mapping,
    ),
  }
  const feeds = sender.mappings.map(({ feed }) => feed)
  for (const content of [file('x'), file('9'), file('2')]) {
    await inbox.put('online_retail/a.csv', content)
    await inbox.load(feeds, { senders: [sender], settings })
  }
  expect(
    await inbox.rows('select file_number, feed, settled_as from ledger.quarantine order by all'),
  ).toEqual([
    { file_number: '1', feed: 'online_retail_lines', settled_as: 'replaced' },
    { file_number: '2', feed: 'orders', settled_as: 'replaced' },
  ])
})
