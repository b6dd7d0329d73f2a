import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../../../models/settings.ts'
import { creditMatches } from '../../../models/staging/credit_matches.ts'
import { customers } from '../../../sources/feeds/customers.ts'
import { orderLines } from '../../../sources/feeds/order_lines.ts'
import { orders } from '../../../sources/feeds/orders.ts'
import { payouts } from '../../../sources/feeds/payouts.ts'
import { products } from '../../../sources/feeds/products.ts'
import { returnLines } from '../../../sources/feeds/return_lines.ts'
import { returns } from '../../../sources/feeds/returns.ts'
import { onlineRetail } from '../../../sources/senders/online_retail/online_retail.ts'
import { duckDb } from '../../../warehouse/duckdb/dialect.ts'
import { compile } from '../../../warehouse/engine.ts'
import { MadeInbox } from '../../pipelines/load/made_inbox.ts'

const slice = fileURLToPath(new URL('../../fixtures/online_retail', import.meta.url))
const whole = fileURLToPath(new URL('../../../../shared/data/online-retail-by-day', import.meta.url))
const feeds = [customers, products, orders, orderLines, returns, returnLines, payouts]
const matches = compile(creditMatches.query(defaultSettings), duckDb)

async function put(inbox: MadeInbox, from: string, days: readonly string[]): Promise<void> {
  await mkdir(join(inbox.path, 'online_retail'), { recursive: true })
  for (const day of days) await copyFile(join(from, day), join(inbox.path, 'online_retail', day))
}
const daysOf = async (folder: string) =>
  (await readdir(folder)).filter((name) => name.endsWith('.csv')).sort()
const loadDays = (inbox: MadeInbox) => inbox.load(feeds, { senders: [onlineRetail] })

/** The newest version of every record, as staging reads it. */
const newest = (feed: (typeof feeds)[number]) => {
  const key = feed.key.join(', ')
  return `select ${Object.keys(feed.columns).join(', ')}, version_at from ${feed.raw.name}
    qualify row_number() over (partition by ${key} order by version_at desc, file_number desc, row_number desc) = 1
    order by ${key}`
}

/** Where all the money of the files is: in the feeds, or in the lines that no feed takes. */
const money = `select
    (select sum(quantity * unit_price) from raw.online_retail_lines) as net,
    (select sum(total_amount) from raw.orders) as ordered,
    (select sum(amount) from raw.payouts) as paid_back,
    (select sum(quantity * unit_price) from raw.online_retail_lines
      where upper(stock_code) in ('M', 'S', 'B', 'BANK CHARGES', 'AMAZONFEE', 'CRUK', 'PADS')) as left_in_raw`
async function expectMoneyAddsUp(inbox: MadeInbox): Promise<void> {
  const [sums] = await inbox.rows(
    `select net - (ordered - paid_back + coalesce(left_in_raw, 0)) as missing from (${money})`,
  )
  expect(Number(sums?.missing)).toBe(0)
  const [lines] = await inbox.rows(
    `select (select sum(items_amount) from raw.orders)
       - (select sum(quantity * unit_price_amount) from raw.order_lines) as missing`,
  )
  expect(Number(lines?.missing)).toBe(0)
}

describe('four days of a real shop', () => {
  test('every line is kept, and the money adds up', async () => {
    const inbox = await MadeInbox.open()
    await put(inbox, slice, await daysOf(slice))
    const report = await loadDays(inbox)
    expect(report.files.map(({ outcome, rowsAccepted }) => [outcome, rowsAccepted])).toEqual([
      ['loaded', 522],
      ['loaded', 291],
      ['loaded', 279],
      ['loaded', 452],
    ])
    expect(await inbox.rows('select * from ledger.quarantine')).toEqual([])
    await expectMoneyAddsUp(inbox)
  })

  test('equal lines of an invoice stay two', async () => {
    const inbox = await MadeInbox.open()
    const line = '1,22197,POPCORN HOLDER,1,2010-12-19 10:00:00,0.85,17850.0,United Kingdom'
    const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
    await inbox.put('online_retail/a.csv', [header, line, line, ''].join('\n'))
    await loadDays(inbox)
    expect(await inbox.rows('select order_id, line_number, sku, quantity from raw.order_lines')).toEqual([
      { order_id: '1', line_number: '1', sku: '22197', quantity: '1' },
      { order_id: '1', line_number: '2', sku: '22197', quantity: '1' },
    ])
    expect(await inbox.rows('select customer_id, items_amount, ship_country from raw.orders')).toEqual([
      { customer_id: '17850', items_amount: '1.7000', ship_country: 'GB' },
    ])
  })

  test('a day that is sent again with one line changed changes the whole invoice', async () => {
    const inbox = await MadeInbox.open()
    const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
    const line = (price: string) => `1,22197,HOLDER,1,2010-12-19 10:00:00,${price},17850.0,United Kingdom`
    await inbox.put('online_retail/a.csv', [header, line('1'), line('2'), ''].join('\n'))
    await loadDays(inbox)
    await inbox.put('online_retail/a.csv', [header, line('1'), line('3'), ''].join('\n'))
    const report = await loadDays(inbox)
    expect(report.files[0]).toMatchObject({ rowsRead: 2, rowsAccepted: 1, rowsRepeated: 1 })
    const [order] = await inbox.rows(newest(orders))
    expect(order?.total_amount).toBe('4.0000')
  })

  test('a mapping that fails leaves nothing of its files behind', async () => {
    const inbox = await MadeInbox.open()
    await put(inbox, slice, await daysOf(slice))
    const broken = {
      ...onlineRetail,
      mappings: [...onlineRetail.mappings, { feed: payouts, select: 'select no_such_column from landed' }],
    }
    await expect(inbox.load(feeds, { senders: [broken] })).rejects.toThrow('no_such_column')
    for (const table of ['raw.online_retail_lines', 'raw.orders', 'raw.payouts', 'ledger.loads'])
      expect(await inbox.rows(`select count(*) as n from ${table}`)).toEqual([{ n: '0' }])
    const report = await loadDays(inbox)
    expect(report.files.map(({ outcome }) => outcome)).toEqual(['loaded', 'loaded', 'loaded', 'loaded'])
    expect(await inbox.rows('select min(file_number) as first from ledger.loads')).toEqual([{ first: '1' }])
  })

  test('days in any order, at once or one by one, give the same newest records', {
    timeout: 60_000,
  }, async () => {
    const days = await daysOf(slice)
    const expected = await newestAfter([days])
    const splits = fc.tuple(fc.shuffledSubarray(days, { minLength: days.length }), fc.nat(days.length))
    await fc.assert(
      fc.asyncProperty(splits, async ([order, cut]) => {
        const loads = [order.slice(0, cut), ...order.slice(cut).map((day) => [day])]
        expect(await newestAfter(loads)).toEqual(expected)
      }),
      { numRuns: 6 },
    )
  })
})

async function newestAfter(loads: readonly (readonly string[])[]): Promise<unknown> {
  const inbox = await MadeInbox.open()
  for (const days of loads) {
    await put(inbox, slice, days)
    await loadDays(inbox)
  }
  const records: Record<string, unknown> = {}
  for (const feed of feeds) records[feed.name] = await inbox.rows(newest(feed))
  records.matches = await inbox.rows(`select * from (${matches}) order by all`)
  await inbox.close()
  return records
}

describe.skipIf(!existsSync(whole))('all 305 days (where ../shared/data holds them)', () => {
  test('the known facts come out', { timeout: 300_000 }, async () => {
    const inbox = await MadeInbox.open()
    const days = await daysOf(whole)
    expect(days).toHaveLength(305)
    await put(inbox, whole, days)
    const report = await loadDays(inbox)
    expect(report.files.every(({ outcome }) => outcome === 'loaded')).toBe(true)
    const [facts] = await inbox.rows(
      `select count(*) as lines, count(distinct invoice_no) as invoices,
         count(*) filter (where invoice_no like 'C%') as credit_lines,
         count(distinct invoice_no) filter (where invoice_no like 'C%') as credit_notes,
         round(sum(quantity * unit_price) filter (where invoice_no like 'C%'), 2) as credited,
         round(sum(quantity * unit_price), 2) as net,
         count(distinct customer_id) as customers,
         count(*) filter (where customer_id is null) as lines_without_customer,
         count(*) filter (where invoice_no like 'C%' and customer_id is not null) as credit_lines_with_customer
       from raw.online_retail_lines`,
    )
    expect(facts).toEqual({
      lines: '541909',
      invoices: '25900',
      credit_lines: '9288',
      credit_notes: '3836',
      credited: '-896812.49',
      net: '9747747.93',
      customers: '4372',
      lines_without_customer: '135080',
      credit_lines_with_customer: '8905',
    })
    expect(
      await inbox.rows(
        `select count(*) as found, count(*) filter (where is_exact) as exact from (${matches})`,
      ),
    ).toEqual([{ found: '7599', exact: '2817' }])
    expect(await inbox.rows('select count(distinct customer_id) as n from raw.customers')).toEqual([
      { n: '4372' },
    ])
    expect(await inbox.rows('select * from ledger.quarantine limit 1')).toEqual([])
    await expectMoneyAddsUp(inbox)
  })
})
