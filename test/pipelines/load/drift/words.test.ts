import { expect, test } from 'vitest'
import { saidOfLoad } from '../../../../pipelines/runner/said.ts'
import { claims } from '../../../../sources/feeds/claims.ts'
import { lines } from '../../../../sources/senders/online_retail/lines.ts'
import { onlineRetail } from '../../../../sources/senders/online_retail/online_retail.ts'
import { choice } from '../../../../warehouse/columns.ts'
import { csv, MadeInbox } from '../made_inbox.ts'

const settings = { badRows: { share: 1, perFeed: {} } }
let claim = 0
const claimOf = (type: string) => ({
  Claim_ID: `c${claim++}`,
  order_id: 'o1',
  claimed_at: '2024-05-01T10:00:00Z',
  ' TYPE ': type,
  amount: '1',
})
const loadTypes = async (inbox: MadeInbox, name: string, ...types: readonly string[]) => {
  await inbox.put(
    `claims/${name}`,
    name.endsWith('.csv')
      ? csv(types.map(claimOf))
      : types.map((type) => JSON.stringify(claimOf(type))).join('\n'),
  )
  return inbox.load([claims], { settings })
}

test('new words are counted and named, most frequent first', async () => {
  const inbox = await MadeInbox.open()
  const report = await loadTypes(inbox, '1.csv', 'damaged', 'stolen', 'torn', 'stolen', 'broken', 'burnt', '')
  expect(report.drift).toEqual([
    {
      feed: 'claims',
      column: 'type',
      kind: 'words',
      rows: 5,
      words: [
        { word: 'stolen', rows: 2 },
        { word: 'broken', rows: 1 },
        { word: 'burnt', rows: 1 },
      ],
      others: 1,
    },
  ])
  expect(saidOfLoad(report)).toContain(
    'Drift: 5 rows of claims with a type that the feed does not know: “stolen” (2), “broken” (1), “burnt” (1), 1 other.',
  )
})

test('a word is told once for as long as it comes, and again when it comes back', async () => {
  const inbox = await MadeInbox.open()
  const told: unknown[] = []
  const days = ['stolen', 'stolen', 'torn', ...Array.from({ length: 28 }, () => 'damaged'), 'stolen']
  for (const [day, type] of days.entries()) {
    const format = day % 2 === 0 ? 'csv' : 'ndjson'
    const { drift } = await loadTypes(inbox, `${`${day}`.padStart(3, '0')}.${format}`, type)
    if (drift.length > 0) told.push([day, drift.map((one) => (one.kind === 'words' ? one.words : one))])
  }
  expect(told).toEqual([
    [0, [[{ word: 'stolen', rows: 1 }]]],
    [2, [[{ word: 'torn', rows: 1 }]]],
    [31, [[{ word: 'stolen', rows: 1 }]]],
  ])
})

test('what may be personal, moves the cursor or has no end is not shown as it is', async () => {
  const inbox = await MadeInbox.open()
  const long = 'w'.repeat(5000)
  const report = await loadTypes(inbox, '1.csv', 'ada@example.com', '+1 512 5550142', 'sto\u001b[2Jlen', long)
  expect(report.drift).toMatchObject([
    {
      rows: 4,
      words: [
        { word: 'sto\\u001b[2Jlen', rows: 1 },
        { word: `${'w'.repeat(40)}…`, rows: 1 },
      ],
      others: 2,
    },
  ])
})

test('many different words are no vocabulary: columns have slipped, and none is named', async () => {
  const inbox = await MadeInbox.open()
  const names = Array.from({ length: 11 }, (_, n) => `Wilhelmina ${String.fromCharCode(65 + n)}`)
  const report = await loadTypes(inbox, '1.csv', ...names)
  expect(report.drift).toMatchObject([{ rows: 11, words: [], others: 11 }])
  expect(saidOfLoad(report).join('\n')).toContain('11 words that `recoup quarantine show` tells')
  expect(saidOfLoad(report).join('\n')).not.toContain('Wilhelmina')
})

test('a word in a personal column is not even counted, one of a sender is named', async () => {
  const inbox = await MadeInbox.open()
  const type = choice(['not_received'], 'What it is.').required()
  const secret = { ...claims, columns: { ...claims.columns, type: type.personal('words') } }
  await inbox.put('claims/1.csv', csv([claimOf('damaged')]))
  expect((await inbox.load([secret], { settings })).drift).toEqual([])

  const country = choice(['France'], 'Country of the customer.')
  const record = { ...lines.record, columns: { ...lines.record.columns, country_name: country } }
  const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
  await inbox.put('online_retail/a.csv', `${header}\n7,1,CUP,1,2010-12-19 10:00:00,1,1,Atlantis\n`)
  const sender = { ...onlineRetail, records: [{ ...lines, record }] }
  const feeds = onlineRetail.mappings.map(({ feed }) => feed)
  expect((await inbox.load(feeds, { senders: [sender], settings })).drift).toMatchObject([
    { feed: 'online_retail_lines', column: 'country_name', words: [{ word: 'Atlantis', rows: 1 }] },
  ])
})
