import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { claims } from '../../../sources/feeds/claims.ts'
import { csv, fileAt, MadeInbox } from './made_inbox.ts'

const claim = {
  claim_id: 'c1',
  order_id: 'o1',
  claimed_at: '2024-05-01T10:00:00+02:00',
  type: 'damaged',
  amount: '12.50',
  currency: 'EUR',
  message: 'It said "fragile";\nand, yet',
}
const stored = `select claim_id, order_id, claimed_at, type, amount, currency, message, line_number, row_number
  from raw.claims`
const expected = {
  ...claim,
  claimed_at: '2024-05-01 08:00:00',
  amount: '12.5000',
  line_number: null,
  row_number: '1',
}

const upperCase = (text: string) => text.replace(/^.*/, (header) => header.toUpperCase())
const lines = `${JSON.stringify({ ...claim, amount: 12.5 })}\n`

const contents: Record<string, string | Buffer> = {
  'comma.csv': csv([claim]),
  'semicolon.csv': csv([claim], ';'),
  'tab.csv': csv([claim], '\t'),
  'bom and capitals.csv': `\ufeff${upperCase(csv([claim]))}`,
  'order.csv': csv([Object.fromEntries(Object.entries(claim).reverse())]),
  'crlf.csv': csv([{ ...claim }])
    .replaceAll('\n', '\r\n')
    .replace(';\r\n', ';\n'),
  'packed.csv.gz': gzipSync(csv([claim])),
  'lines.ndjson': lines,
  'lines.jsonl': lines,
  'lines.ndjson.gz': gzipSync(lines),
  'it’s [a] *pattern?.csv': csv([claim]),
}

test.each(Object.entries(contents))('%s gives the same record', async (name, content) => {
  const inbox = await MadeInbox.open()
  await inbox.put(`claims/2024/${name}`, content)
  const report = await inbox.load([claims])
  expect(fileAt(report, `claims/2024/${name}`)).toMatchObject({ outcome: 'loaded', rowsAccepted: 1 })
  expect(await inbox.rows(stored)).toEqual([expected])
})

test('Parquet keeps exact decimals and zoned times', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('claims/_here', '')
  const file = join(inbox.path, 'claims', 'typed.parquet').replaceAll("'", "''")
  await inbox.warehouse.run(
    `copy (select 'c1' as "CLAIM_ID", 'o1' as order_id, timestamptz '2024-05-01 10:00:00+02' as claimed_at,
       'damaged' as type, 12.5::decimal(9, 2) as amount, 'EUR' as currency, '${claim.message}' as message,
       2.0::double as line_number) to '${file}'`,
  )
  await inbox.load([claims])
  expect(await inbox.rows(stored)).toEqual([{ ...expected, line_number: '2' }])
})

test.each(['parquet', 'csv'])('a folder named like a column adds nothing to a %s file', async (format) => {
  const inbox = await MadeInbox.open()
  await inbox.put('claims/order_id=o2/c0=x/_here', '')
  const file = join(inbox.path, 'claims', 'order_id=o2', 'c0=x', `one.${format}`).replaceAll("'", "''")
  await inbox.warehouse.run(
    `copy (select 'c1' as claim_id, 'o1' as order_id, timestamptz '2024-05-01 10:00:00Z' as claimed_at,
       'damaged' as type, 12.5::decimal(9, 2) as amount) to '${file}' (format ${format})`,
  )
  await inbox.load([claims])
  expect(await inbox.rows('select claim_id, order_id from raw.claims')).toEqual([
    { claim_id: 'c1', order_id: 'o1' },
  ])
})

test('Parquet refuses what the contract cannot hold exactly', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('claims/_here', '')
  const file = join(inbox.path, 'claims', 'typed.parquet').replaceAll("'", "''")
  await inbox.warehouse.run(
    `copy (select 'c' || n as claim_id, 'o1' as order_id, timestamptz '2024-05-01 10:00:00+02' as claimed_at,
       'damaged' as type, case n when 7 then 0.1 + 0.00001 else 1 end::decimal(9, 5) as amount
       from range(20) r(n)) to '${file}'`,
  )
  const report = await inbox.load([claims])
  expect(fileAt(report, 'claims/typed.parquet')).toMatchObject({ rowsAccepted: 19, rowsQuarantined: 1 })
  expect(await inbox.rows('select row_number, column_names, faults from ledger.quarantine')).toEqual([
    {
      row_number: '8',
      column_names: ['amount'],
      faults: ['amount is not a plain number with at most 4 decimals'],
    },
  ])
})

test('a time without offset is read in the configured zone and counted', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('claims/a.csv', csv([{ ...claim, claimed_at: '2024-07-01 10:00' }]))
  const report = await inbox.load([claims], { settings: { timeZone: 'Europe/Berlin' } })
  expect(report.timesWithoutOffset).toBe(1)
  expect(await inbox.rows('select claimed_at from raw.claims')).toEqual([
    { claimed_at: '2024-07-01 08:00:00' },
  ])
})

test('a missing currency is the configured one', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('claims/a.csv', csv([{ ...claim, currency: '' }]))
  await inbox.load([claims], { settings: { reportingCurrency: 'CHF' } })
  expect(await inbox.rows('select currency from raw.claims')).toEqual([{ currency: 'CHF' }])
})
