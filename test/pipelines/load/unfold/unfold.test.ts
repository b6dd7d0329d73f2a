import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderLines } from '../../../../sources/feeds/order_lines.ts'
import { retried, unbalanced } from '../../quarantine/retried.ts'
import { fileAt, MadeInbox } from '../made_inbox.ts'
import { baskets } from './baskets.ts'

const settings = { badRows: { share: 1, perFeed: {} } }
const load = (inbox: MadeInbox) => inbox.load([orderLines], { senders: [baskets], settings })

const item = (number: number, more: object = {}) => ({
  item: number,
  sku: `s${number}`,
  pieces: 2,
  price: '1.10',
  ...more,
})
const basket = (id: string, ...listed: object[]) => ({
  id,
  sold_at: '2026-01-02T03:04:05Z',
  till: { clerk: 'Ann' },
  pages: [{ page: `${id}-1`, items: listed }],
})

const lines = `select order_id, line_number, sku, quantity, unit_price_amount from raw.order_lines
  qualify row_number() over (partition by order_id, line_number order by version_at desc, file_number desc) = 1
  order by all`
const line = (order_id: string, number: number) => ({
  order_id,
  line_number: String(number),
  sku: `s${number}`,
  quantity: '2',
  unit_price_amount: '1.1000',
})
const held = 'select feed, row_number, column_names, faults, record from ledger.quarantine order by all'

test('records within the records of a document come to lie in tables of their own, and are mapped together', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put(
    'tills/a.json',
    JSON.stringify([basket('b1', item(1), item(2)), basket('b2', item(1))], null, 2),
  )
  expect(fileAt(await load(inbox), 'tills/a.json')).toMatchObject({
    outcome: 'loaded',
    rowsRead: 7,
    rowsAccepted: 7,
  })
  expect(await inbox.rows('select basket_id, clerk from raw.till_baskets order by 1')).toEqual([
    { basket_id: 'b1', clerk: 'Ann' },
    { basket_id: 'b2', clerk: 'Ann' },
  ])
  expect(await inbox.rows(lines)).toEqual([line('b1', 1), line('b1', 2), line('b2', 1)])
  expect(await inbox.rows(unbalanced)).toEqual([])
})

test('lines, an array, packed lines, and rows of CSV are documents alike', async () => {
  for (const [name, content] of [
    ['a.ndjson', `${JSON.stringify(basket('b1', item(1)))}\r\n\n${JSON.stringify({ heartbeat: 1 })}\n`],
    ['a.json', JSON.stringify([basket('b1', item(1)), { heartbeat: 1 }])],
    ['a.jsonl.gz', gzipSync(JSON.stringify(basket('b1', item(1))))],
  ] as const) {
    const inbox = await MadeInbox.open()
    await inbox.put(`tills/${name}`, content)
    await inbox.put('tills/b.csv', 'page_id,item,sku,pieces,price\nb1-1,2,s2,2,1.10\n')
    expect(fileAt(await load(inbox), 'tills/b.csv')).toMatchObject({ outcome: 'loaded', rowsAccepted: 1 })
    expect(await inbox.rows(lines)).toEqual([line('b1', 1), line('b1', 2)])
  }
})

test('what is sent again is a repeat', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('tills/a.json', JSON.stringify([basket('b1', item(1))]))
  await load(inbox)
  await inbox.put('tills/b.json', JSON.stringify([basket('b1', item(1)), basket('b2', item(1))]))
  expect(fileAt(await load(inbox), 'tills/b.json')).toMatchObject({
    rowsRead: 6,
    rowsAccepted: 3,
    rowsRepeated: 3,
  })
  expect(await inbox.rows('select count(*)::int as n from raw.order_lines')).toEqual([{ n: 2 }])
})

test('a part of a document that breaks its contract is held alone, and counts once it is retried', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('tills/a.json', JSON.stringify([basket('b1', item(1), item(2, { pieces: 0 }))]))
  expect(fileAt(await load(inbox), 'tills/a.json')).toMatchObject({
    rowsRead: 4,
    rowsAccepted: 3,
    rowsQuarantined: 1,
  })
  expect(await inbox.rows(held)).toMatchObject([
    { feed: 'till_items', row_number: '2', column_names: ['pieces'], faults: ['pieces is below 1'] },
  ])
  expect(await inbox.rows(lines)).toEqual([line('b1', 1)])
  await inbox.warehouse.run(
    `update ledger.quarantine set record = json_merge_patch(record, '{"pieces": "2"}')`,
  )
  const report = await retried(inbox, [orderLines], { senders: [baskets], settings })
  expect(report.rows).toMatchObject([
    { feed: 'till_items', accepted: 1 },
    { feed: 'order_lines', landed: 1 },
  ])
  expect(await inbox.rows(lines)).toEqual([line('b1', 1), line('b1', 2)])
  expect(await inbox.rows(unbalanced)).toEqual([])
})

test('what the mapping gives in the same bad way again is held once', async () => {
  const inbox = await MadeInbox.open()
  for (const [nth, listed] of [[item(0)], [item(0), item(1)], [item(0), item(1), item(2)]].entries()) {
    await inbox.put(`tills/${nth}.json`, JSON.stringify([basket('b1', ...listed)]))
    await load(inbox)
  }
  expect(await inbox.rows(held)).toMatchObject([
    { feed: 'order_lines', column_names: ['line_number'], faults: ['line_number is below 1'] },
  ])
  expect(await inbox.rows(lines)).toEqual([line('b1', 1), line('b1', 2)])
})

test('a document that is none of the sender’s, is no JSON or holds a number that was rounded is held as it was sent', async () => {
  const inbox = await MadeInbox.open()
  const rounded = '{"item": 12345678901234567890, "page_id": "b1-1"}'
  await inbox.put(
    'tills/a.ndjson',
    `${JSON.stringify(basket('b1', item(1)))}\n{"weather": "fine"}\nno JSON\n${rounded}\n`,
  )
  expect(fileAt(await load(inbox), 'tills/a.ndjson')).toMatchObject({
    rowsRead: 6,
    rowsAccepted: 3,
    rowsQuarantined: 3,
  })
  expect(await inbox.rows(held)).toEqual(
    [
      {
        feed: 'tills',
        row_number: '2',
        faults: ['the document is no basket'],
        record: '{"weather": "fine"}',
      },
      { feed: 'tills', row_number: '3', faults: ['the document is not JSON'], record: '"no JSON"' },
      {
        feed: 'tills',
        row_number: '4',
        faults: ['item is a whole number too large to be read exactly; send it as a text'],
        record: rounded,
      },
    ].map((row) => ({ ...row, column_names: ['(the document)'] })),
  )
  expect(await inbox.rows(unbalanced)).toEqual([])
})

test('a file of too many bad documents, or cut short, fails alone and loads nothing', async () => {
  const inbox = await MadeInbox.open()
  const strict = { badRows: { share: 0.1, perFeed: {} } }
  await inbox.put('tills/bad.ndjson', `${JSON.stringify(basket('b1', item(1)))}\n{"weather": "fine"}\n`)
  await inbox.put('tills/cut.json', JSON.stringify([basket('b2', item(1))]).slice(0, -5))
  await inbox.put('tills/good.json', JSON.stringify([basket('b3', item(1))]))
  const report = await inbox.load([orderLines], { senders: [baskets], settings: strict })
  expect(fileAt(report, 'tills/bad.ndjson')).toMatchObject({
    outcome: 'failed',
    sentence:
      '1 of its 4 rows break the contract, more than 10%, so none was loaded; the first is document 2: the document is no basket.',
  })
  expect(fileAt(report, 'tills/cut.json')).toMatchObject({ outcome: 'failed' })
  expect(await inbox.rows(lines)).toEqual([line('b3', 1)])
})

test('parts find what they belong to in whatever order and files they come', async () => {
  const documents = [
    { ...basket('b1'), pages: [{ page: 'p1' }, { page: 'p2' }] },
    { ...basket('b2'), pages: [{ page: 'p3' }] },
    item(1, { page_id: 'p1' }),
    item(2, { page_id: 'p2' }),
    item(3, { page_id: 'p1' }),
    item(1, { page_id: 'p3' }),
  ]
  const all = [line('b1', 1), line('b1', 2), line('b1', 3), line('b2', 1)]
  const order = fc.shuffledSubarray(documents, { minLength: documents.length })
  const cuts = fc.array(fc.nat({ max: documents.length }), { maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(order, cuts, async (shuffled, places) => {
      const inbox = await MadeInbox.open()
      const ends = [...places.sort((one, other) => one - other), documents.length]
      for (const [nth, end] of ends.entries()) {
        const some = shuffled.slice(nth === 0 ? 0 : ends[nth - 1], end)
        if (some.length > 0)
          await inbox.put(`tills/${nth}.ndjson`, some.map((one) => JSON.stringify(one)).join('\n'))
        if (nth % 2 === 0) await load(inbox)
      }
      await load(inbox)
      expect(await inbox.rows(lines)).toEqual(all)
    }),
    { numRuns: 15 },
  )
})
