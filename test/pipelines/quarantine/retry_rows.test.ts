import * as arrow from 'apache-arrow'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { feed } from '../../../sources/feed.ts'
import { choice, instant, integer, money, text } from '../../../warehouse/columns.ts'
import { csv, MadeInbox } from '../load/made_inbox.ts'
import { retried, unbalanced } from './retried.ts'

const parts = {
  sku: text('The item.').required(),
  title: text('What it is called.'),
  grade: choice(['new', 'used'], 'What state it is in.'),
  pieces: integer('How many.').atLeast(1),
  price: money('What one costs.').required(),
  sold_at: instant('When it was sold.'),
  updated_at: instant('When it was changed.'),
}
const facts = { name: 'parts', about: 'A part.', key: ['sku'], happenedAt: ['sold_at'] } as const

/** As strict as it was when the files came, and as it is after it was mended. */
const strict = feed({ ...facts, columns: parts })
const mended = feed({
  ...facts,
  columns: {
    ...parts,
    grade: choice(['new', 'used', 'broken'], 'What state it is in.'),
    pieces: integer('How many.').atLeast(-5),
    price: money('What one costs.'),
  },
})
const all = { badRows: { share: 1, perFeed: {} } }
const part = {
  sku: 's',
  title: 'Lamp',
  grade: 'new',
  pieces: '1',
  price: '2.50',
  sold_at: '',
  updated_at: '',
}

test('a held row that is good under the mended contract lands at its own place', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put(
    'parts/1.csv',
    csv([part, { ...part, sku: 't', grade: 'broken', sold_at: '2024-05-01T10:00:00+02:00' }]),
  )
  await inbox.put('parts/2.csv', csv([{ ...part, sku: 'u' }]))
  await inbox.load([strict], { settings: all })

  const report = await retried(inbox, [mended])
  expect(report).toEqual({
    rows: [{ feed: 'parts', tried: 1, accepted: 1, repeated: 0, replaced: 0, landed: 1 }],
    files: [],
  })
  expect(await inbox.rows('from raw.parts order by file_number, row_number').then((rows) => rows[1])).toEqual(
    {
      ...part,
      sku: 't',
      grade: 'broken',
      price: '2.5000',
      sold_at: '2024-05-01 08:00:00',
      updated_at: null,
      version_at: (await inbox.rows('select loaded_at from ledger.loads where file_number = 1'))[0]
        ?.loaded_at,
      file_number: '1',
      row_number: '2',
    },
  )
  expect(
    await inbox.rows(
      'select rows_read, rows_accepted, rows_quarantined, newest_event_at from ledger.loads order by file_number',
    ),
  ).toEqual([
    { rows_read: '2', rows_accepted: '2', rows_quarantined: '0', newest_event_at: '2024-05-01 08:00:00' },
    { rows_read: '1', rows_accepted: '1', rows_quarantined: '0', newest_event_at: null },
  ])
  expect(
    await inbox.rows(
      'select settled_as, settled_by, settled_at is not null as is_dated, record from ledger.quarantine',
    ),
  ).toEqual([{ settled_as: 'accepted', settled_by: 'retry', is_dated: true, record: expect.anything() }])
})

test('a row that is still bad stays held, with the faults that it has now', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('parts/1.csv', csv([{ ...part, grade: 'broken', pieces: '-9' }]))
  await inbox.load([strict], { settings: all })
  const [before] = await inbox.rows('select faults from ledger.quarantine')
  expect(before?.faults).toEqual(['grade is none of new, used', 'pieces is below 1'])

  expect((await retried(inbox, [mended])).rows).toMatchObject([{ tried: 1, accepted: 0, landed: 0 }])
  expect(await inbox.rows('select column_names, faults, settled_as from ledger.quarantine')).toEqual([
    { column_names: ['pieces'], faults: ['pieces is below -5'], settled_as: null },
  ])
  expect(await inbox.rows('select * from ledger.retries')).toEqual([])
})

test('a row that says nothing new is dropped and counted', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('parts/1.csv', csv([part]))
  await inbox.put('parts/2.ndjson', `${JSON.stringify({ ...part, price: 2.5, pieces: 1, colour: 'red' })}\n`)
  await inbox.load([strict], { settings: all })
  // As a contract of old might have rejected it.
  await inbox.warehouse.run(
    `insert into ledger.quarantine by name select 2 as file_number, 'parts' as feed, 1 as row_number,
       ['price'] as column_names, ['price is odd'] as faults, '${JSON.stringify({ ...part, price: 2.5 })}' as record,
       'old' as run_id`,
  )
  await inbox.warehouse.run(
    'update ledger.loads set rows_quarantined = 1, rows_repeated = 0 where file_number = 2',
  )
  expect((await retried(inbox, [mended])).rows).toMatchObject([{ tried: 1, accepted: 0, repeated: 1 }])
  expect(
    await inbox.rows('select rows_quarantined, rows_repeated from ledger.loads where file_number = 2'),
  ).toEqual([{ rows_quarantined: '0', rows_repeated: '1' }])
  expect(await inbox.rows('select count(*) as n from raw.parts')).toEqual([{ n: '1' }])
})

test('a bad row whose record has a later accepted version is replaced', async () => {
  const inbox = await MadeInbox.open()
  const at = (hour: number) => `2024-05-01T${hour}:00:00Z`
  await inbox.put(
    'parts/1.csv',
    csv([
      { ...part, sku: 'mended later', pieces: 'x', updated_at: at(10) },
      { ...part, sku: 'newer than the later', pieces: 'x', updated_at: at(12) },
      { ...part, sku: 'of unknown age', pieces: 'x', updated_at: 'x' },
      { ...part, sku: '', updated_at: at(10) },
    ]),
  )
  const skus = ['mended later', 'newer than the later', 'of unknown age']
  await inbox.put('parts/2.csv', csv(skus.map((sku) => ({ ...part, sku, updated_at: at(11) }))))
  await inbox.load([strict], { settings: all })
  expect((await retried(inbox, [strict])).rows).toMatchObject([{ tried: 4, accepted: 0, replaced: 1 }])
  expect(await inbox.rows('select row_number, settled_as from ledger.quarantine order by all')).toEqual([
    { row_number: '1', settled_as: 'replaced' },
    { row_number: '2', settled_as: null },
    { row_number: '3', settled_as: null },
    { row_number: '4', settled_as: null },
  ])
  expect(await inbox.rows(unbalanced)).toEqual([])
})

test('only what is selected is tried', async () => {
  const inbox = await MadeInbox.open()
  const other = feed({ ...facts, name: 'others', columns: strict.columns })
  const mendedOther = feed({ ...facts, name: 'others', columns: mended.columns })
  for (const file of ['parts/1.csv', 'parts/2.csv', 'others/1.csv'])
    await inbox.put(file, csv([{ ...part, sku: file, grade: 'broken' }]))
  await inbox.load([strict, other], { settings: all })
  const feeds = [mended, mendedOther]
  expect((await retried(inbox, feeds, { selection: { file: 2 } })).rows).toMatchObject([
    { feed: 'parts', tried: 1, accepted: 1 },
  ])
  expect((await retried(inbox, feeds, { selection: { feed: 'others' } })).rows).toMatchObject([
    { feed: 'others', tried: 1, accepted: 1 },
  ])
  expect((await retried(inbox, feeds)).rows).toMatchObject([{ feed: 'parts', tried: 1, accepted: 1 }])
  expect(await inbox.rows('select retry_number, feed from ledger.retries order by all')).toEqual([
    { retry_number: '1', feed: 'parts' },
    { retry_number: '2', feed: 'others' },
    { retry_number: '3', feed: 'parts' },
  ])
})

test('a line that is no record can never become good', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('parts/1.csv', `${csv([part])}too,few\n`)
  await inbox.put('parts/2.ndjson', `${JSON.stringify({ ...part, sku: 't' })}\nno JSON\n[1]\n`)
  await inbox.load([strict], { settings: all })
  expect(await inbox.rows('select count(*) as n from ledger.quarantine')).toEqual([{ n: '3' }])
  expect((await retried(inbox, [mended])).rows).toEqual([])
  expect(await inbox.rows('select count(*) as n from ledger.quarantine where settled_as is null')).toEqual([
    { n: '3' },
  ])
})

const moment = fc.constantFrom(
  '',
  '2024-05-01T10:00:00Z',
  '2024-05-01T12:00:00+02:00',
  '2024-06-01T00:00:00Z',
)
const row = fc.record({
  sku: fc.constantFrom('a', 'b', 'c', ''),
  title: fc.constantFrom('Lamp', 'He said "so";\nand, yet', ' spaced ', 'Ä\t'),
  grade: fc.constantFrom('new', 'used', 'broken', 'Broken', ''),
  pieces: fc.constantFrom('1', '-3', '-7', '0', ''),
  price: fc.constantFrom('1', '2.5000', '12345678901234.5678', '', '1.23456'),
  sold_at: moment,
  updated_at: moment,
})
type Row = { [Name in keyof typeof part]: string }
const formats = fc.constantFrom('csv', 'ndjson', 'json', 'parquet', 'arrow')
const files = fc.array(fc.record({ format: formats, rows: fc.array(row, { minLength: 1, maxLength: 6 }) }), {
  minLength: 1,
  maxLength: 4,
})

/** As a typed file holds it. */
const typed = (column: string, value: string): string => {
  if (value === '') return 'null'
  if (column === 'price') return `${value}::decimal(24, 6)`
  if (column === 'pieces') return `${value}::double`
  if (column.endsWith('_at')) return `timestamptz '${value}'`
  return `'${value.replaceAll("'", "''")}'`
}

function arrowFile(rows: readonly Row[]): Buffer {
  const columns = Object.keys(part).map((name) => {
    const values = rows.map((row) => row[name as keyof Row] || null)
    if (name === 'pieces')
      return [
        name,
        arrow.vectorFromArray(
          values.map((value) => value && Number(value)),
          new arrow.Int32(),
        ),
      ]
    if (name.endsWith('_at')) {
      const moments = values.map((value) => value && Date.parse(value))
      return [name, arrow.vectorFromArray(moments, new arrow.TimestampMillisecond('UTC'))]
    }
    return [name, arrow.vectorFromArray(values, new arrow.Utf8())]
  })
  return Buffer.from(arrow.tableToIPC(new arrow.Table(Object.fromEntries(columns)), 'stream'))
}

async function put(inbox: MadeInbox, path: string, format: string, rows: readonly Row[]): Promise<void> {
  if (format === 'csv') return inbox.put(`${path}.csv`, csv(rows))
  if (format === 'ndjson')
    return inbox.put(`${path}.ndjson`, rows.map((row) => JSON.stringify(row)).join('\n'))
  if (format === 'json') return inbox.put(`${path}.json`, JSON.stringify(rows, null, 2))
  if (format === 'arrow') return inbox.put(`${path}.arrow`, arrowFile(rows))
  await inbox.put('parts/_here', '')
  const selects = rows.map(
    (row) =>
      `select ${Object.entries(row)
        .map(([column, value]) => `${typed(column, value)} as "${column.toUpperCase()}"`)
        .join(', ')}`,
  )
  const file = `${inbox.path}/${path}.parquet`.replaceAll("'", "''")
  await inbox.warehouse.run(`copy (${selects.join(' union all ')}) to '${file}'`)
}

const newest = `select * exclude (version_at, file_number, row_number) from raw.parts
  qualify row_number() over (partition by sku order by version_at desc, file_number desc, row_number desc) = 1
  order by sku`
const held = `select file_number, row_number, record from ledger.quarantine
  where settled_as is null or settled_as = 'replaced' order by all`
const faults = 'select file_number, row_number, faults from ledger.quarantine where settled_as is null'
const counts = `select file_number, rows_read, rows_quarantined, rows_accepted + rows_repeated as good,
  newest_event_at from ledger.loads order by file_number`

test('retried under the mended contract, all is as if loaded under it; and retrying twice equals once', async () => {
  await fc.assert(
    fc.asyncProperty(files, async (made) => {
      const [late, early] = [await MadeInbox.open(), await MadeInbox.open()]
      try {
        for (const inbox of [late, early])
          for (const [n, { format, rows }] of made.entries()) await put(inbox, `parts/${n}`, format, rows)
        await early.load([mended], { settings: all })
        await late.load([strict], { settings: all })
        await retried(late, [mended])
        for (const said of [newest, held, counts])
          expect(await late.rows(said)).toEqual(await early.rows(said))
        expect(await early.rows(faults)).toEqual(expect.arrayContaining(await late.rows(faults)))
        expect(await late.rows(unbalanced)).toEqual([])

        const tables = ['raw.parts', 'ledger.quarantine', 'ledger.loads', 'ledger.retries']
        const state = () => Promise.all(tables.map((table) => late.rows(`from ${table} order by all`)))
        const once = await state()
        await retried(late, [mended])
        expect(await state()).toEqual(once)
      } finally {
        await Promise.all([late.close(), early.close()])
      }
    }),
    { numRuns: 40 },
  )
})
