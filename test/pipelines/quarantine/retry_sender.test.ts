import { expect, test } from 'vitest'
import type { Feed } from '../../../sources/feed.ts'
import { lines } from '../../../sources/senders/online_retail/lines.ts'
import { onlineRetail } from '../../../sources/senders/online_retail/online_retail.ts'
import { landed, type Sender } from '../../../sources/senders/sender.ts'
import { MadeInbox } from '../load/made_inbox.ts'
import { retried, unbalanced } from './retried.ts'

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
const line = (invoice: string, item: string, price: string, country = 'United Kingdom') =>
  `${invoice},${item},CUP,1,2010-12-19 10:00:00,${price},17850.0,${country}`
const file = (...rows: readonly string[]) => [header, ...rows, ''].join('\n')
const settings = { badRows: { share: 1, perFeed: {} } }

const feedsOf = (sender: Sender) => sender.mappings.map(({ feed }) => feed)

/** The sender with another contract for one of its feeds, or for its lines. */
const withContract = (feed: Feed): Sender => ({
  ...onlineRetail,
  records: [feed.name === lines.record.name ? { ...lines, record: feed } : lines],
  mappings: onlineRetail.mappings.map((mapping) =>
    mapping.feed.name === feed.name ? { ...mapping, feed } : mapping,
  ),
})

const changed = (
  feed: Feed,
  column: string,
  change: (of: Feed['columns'][string]) => Feed['columns'][string],
): Feed => {
  const before = feed.columns[column]
  if (!before) throw new Error(`There is no ${column}.`)
  return { ...feed, columns: { ...feed.columns, [column]: change(before) } }
}

const loadWith = (inbox: MadeInbox, sender: Sender) =>
  inbox.load(feedsOf(sender), { senders: [sender], settings })
const retryWith = (inbox: MadeInbox, sender: Sender) => retried(inbox, feedsOf(sender), { senders: [sender] })

const newest = (feed: Feed) => `select ${Object.keys(feed.columns).join(', ')} from ${feed.raw.name}
  qualify row_number() over (
    partition by ${feed.key.join(', ')} order by version_at desc, file_number desc, row_number desc
  ) = 1 order by ${feed.key.join(', ')}`

/** Every feed of both inboxes says the same. */
async function expectSameRecords(one: MadeInbox, other: MadeInbox): Promise<void> {
  for (const feed of [lines.record, ...feedsOf(onlineRetail)])
    expect(await one.rows(newest(feed)), feed.name).toEqual(await other.rows(newest(feed)))
}

const cheap = withContract(changed(lines.record, 'unit_price', (column) => column.atMost(50)))

test('lines that become good land and are mapped, as if they had been good at once', async () => {
  const [late, plain] = [await MadeInbox.open(), await MadeInbox.open()]
  for (const inbox of [late, plain]) {
    await inbox.put(
      'online_retail/a.csv',
      file(line('7', '22191', '1'), line('7', '22192', '99'), line('8', '22193', '2')),
    )
    // The invoice goes on in a later file, and its mapped records stand under that one.
    await inbox.put('online_retail/b.csv', file(line('7', '22194', '5'), line('9', '22192', '60')))
  }
  await loadWith(plain, onlineRetail)
  await loadWith(late, cheap)
  expect(await late.rows(`select order_id, total_amount from raw.orders where order_id = '9'`)).toEqual([])

  const report = await retryWith(late, onlineRetail)
  expect(report.rows[0]).toMatchObject({ feed: 'online_retail_lines', tried: 2, accepted: 2, landed: 2 })
  expect(report.rows.find(({ feed }) => feed === 'orders')).toMatchObject({ tried: 0 })
  await expectSameRecords(late, plain)
  expect(await late.rows(unbalanced)).toEqual([])
})

const [, , ordersFeed] = feedsOf(onlineRetail) as [Feed, Feed, Feed]
const small = withContract(changed(ordersFeed, 'total_amount', (column) => column.atMost(50)))
const tiny = withContract(changed(ordersFeed, 'total_amount', (column) => column.atMost(5)))
const heldOrders = `select file_number, record ->> '$.order_id' as order_id, faults, settled_as
  from ledger.quarantine where feed = 'orders' order by order_id, settled_as`

test('rows that failed only after the mapping are mapped again', async () => {
  const [late, plain] = [await MadeInbox.open(), await MadeInbox.open()]
  for (const inbox of [late, plain]) {
    await inbox.put(
      'online_retail/a.csv',
      file(line('7', '22191', '99'), line('8', '22193', '2'), line('9', '22192', '60')),
    )
    await inbox.put('online_retail/b.csv', file(line('9', '22192', '7')))
  }
  await loadWith(plain, onlineRetail)
  await loadWith(late, tiny)
  const held = { file_number: '1', order_id: '7', settled_as: null }
  expect(await late.rows(heldOrders)).toEqual([
    { ...held, faults: ['total_amount is above 5'] },
    { ...held, file_number: '2', order_id: '9', faults: ['total_amount is above 5'] },
  ])

  // One is good by now; the other is as it was, for another reason.
  expect((await retryWith(late, small)).rows).toEqual([
    { feed: 'orders', tried: 2, accepted: 1, repeated: 0, replaced: 0, landed: 1 },
  ])
  expect(await late.rows(heldOrders)).toEqual([
    { ...held, faults: ['total_amount is above 50'] },
    { ...held, file_number: '2', order_id: '9', faults: ['total_amount is above 5'], settled_as: 'accepted' },
  ])

  await retryWith(late, onlineRetail)
  await expectSameRecords(late, plain)
  expect(await late.rows(`${heldOrders}`).then((rows) => rows.map(({ settled_as }) => settled_as))).toEqual([
    'accepted',
    'accepted',
  ])

  const tables = [
    'raw.online_retail_lines',
    ...feedsOf(onlineRetail).map(({ raw }) => raw.name),
    'ledger.quarantine',
    'ledger.loads',
    'ledger.retries',
  ]
  const state = () => Promise.all(tables.map((table) => late.rows(`from ${table} order by all`)))
  const once = await state()
  await retryWith(late, onlineRetail)
  expect(await state()).toEqual(once)
})

test('a row that a mended mapping gives otherwise is held anew, and one that it gives no more is replaced', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put(
    'online_retail/a.csv',
    file(line('7', '22191', '99'), line('8', '22193', '98'), line('9', '22192', '2')),
  )
  await loadWith(inbox, small)
  const select = (mapping: string) =>
    mapping
      .replace("'web' as channel", "'app' as channel")
      .replace(`from ${landed(lines)} where`, `from ${landed(lines)} where invoice_no <> '8' and`)
  const otherwise: Sender = {
    ...small,
    mappings: small.mappings.map((mapping) =>
      mapping.feed.name === 'orders' ? { ...mapping, select: select(String(mapping.select)) } : mapping,
    ),
  }
  await retryWith(inbox, otherwise)
  const row = { file_number: '1', faults: ['total_amount is above 50'] }
  expect(await inbox.rows(heldOrders)).toEqual([
    { ...row, order_id: '7', settled_as: 'replaced' },
    { ...row, order_id: '7', settled_as: null },
    { ...row, order_id: '8', settled_as: 'replaced' },
  ])
  expect(
    await inbox.rows(`select distinct row_number from ledger.quarantine where feed = 'orders'`),
  ).toHaveLength(3)
  await retryWith(inbox, otherwise)
  expect(await inbox.rows(heldOrders)).toHaveLength(3)
})
