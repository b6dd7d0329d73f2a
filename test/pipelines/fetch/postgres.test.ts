import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { customers } from '../../../sources/feeds/customers.ts'
import { payouts } from '../../../sources/feeds/payouts.ts'
import { Database, secrets } from './database.ts'
import { FetchedShop } from './fetched_shop.ts'

let database: Database

beforeAll(async () => {
  database = await Database.start()
  await database.run(
    `create table customers (customer_id text primary key, created_at timestamptz not null, name text,
       country text, updated_at timestamptz);
     create table payouts (payout_id text primary key, order_id text not null, paid_at timestamptz not null,
       kind text not null, amount numeric not null, currency text, method text, updated_at timestamptz not null);
     grant select on customers, payouts to reader`,
  )
})

afterAll(() => database.stop())

/** The connection `crm`, to the customers, with its secret. */
const crm = { from: 'postgres', feed: 'customers', query: 'select * from customers' } as const
const risingCrm = { crm: { ...crm, cursor: 'updated_at' } }
const secret = () => ({ RECOUP_CRM_URL: database.url() })

async function customersAre(...rows: (readonly [id: string, updatedAt: string | null, name?: string])[]) {
  await database.run('truncate customers')
  for (const [id, updatedAt, name = 'Ada'] of rows) await customer(id, updatedAt, name)
}

const customer = (id: string, updatedAt: string | null, name = 'Ada') =>
  database.admin.query(
    `insert into customers values ($1, '2026-01-01Z', $3, 'GB', $2)
     on conflict (customer_id) do update set updated_at = excluded.updated_at, name = excluded.name`,
    [id, updatedAt, name],
  )

const idsOf = (csv: string | undefined) =>
  (csv ?? '')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[0])

test('what the database holds comes whole: quotes, lines, commas, what is missing, and times in UTC', async () => {
  const shop = await FetchedShop.open()
  await customersAre(
    ['C1', '2026-03-01 01:30:00.123456+02', 'Ada "the\nfirst", of all'],
    ['C2', '2026-03-02 00:00:00+00', ''],
  )
  await database.run(`update customers set country = null where customer_id = 'C2'`)

  expect(await shop.fetch({ crm }, secret())).toMatchObject([{ files: 1, rows: 2, fault: null }])
  const { files } = await shop.load([customers], { crm })

  expect(files).toMatchObject([{ feed: 'customers', outcome: 'loaded', rowsAccepted: 2, rowsQuarantined: 0 }])
  expect(
    await shop.rows('select customer_id, name, country, updated_at from raw.customers order by customer_id'),
  ).toEqual([
    {
      customer_id: 'C1',
      name: 'Ada "the\nfirst", of all',
      country: 'GB',
      updated_at: '2026-02-28 23:30:00.123456',
    },
    { customer_id: 'C2', name: null, country: null, updated_at: '2026-03-02 00:00:00' },
  ])
})

test('amounts come to the last digit, and one that no feed can hold is turned away and not rounded', async () => {
  const shop = await FetchedShop.open()
  await database.run(
    `truncate payouts; insert into payouts values
       ('P1', 'O1', '2026-01-01Z', 'refund', 12345678901234.5678, 'EUR', null, '2026-01-01Z'),
       ('P2', 'O1', '2026-01-01Z', 'refund', 0.10, 'EUR', null, '2026-01-01Z'),
       ('P3', 'O1', '2026-01-01Z', 'refund', 0.00001, 'EUR', null, '2026-01-01Z')`,
  )
  const connection = { from: 'postgres', feed: 'payouts', query: 'select * from payouts' } as const
  await shop.fetch({ crm: connection }, secret())
  // One of three is more than a file may usually have.
  await database.run(
    `insert into payouts select 'Q' || n, 'O2', '2026-01-01Z', 'refund', n, 'EUR', null, '2026-01-01Z'
     from generate_series(1, 20) n`,
  )
  await shop.fetch({ crm: connection }, secret())
  await shop.load([payouts], { crm: connection })

  expect(
    await shop.rows(`select payout_id, amount from raw.payouts where payout_id like 'P%' order by payout_id`),
  ).toEqual([
    { payout_id: 'P1', amount: '12345678901234.5678' },
    { payout_id: 'P2', amount: '0.1000' },
  ])
  expect(await shop.rows(`select faults from ledger.quarantine`)).toHaveLength(1)
})

test('with a cursor what is new is fetched, and what may have been committed late', async () => {
  const shop = await FetchedShop.open()
  await customersAre(['C1', '2026-03-01 10:00Z'], ['C2', '2026-03-01 12:00Z'])
  await shop.fetch(risingCrm, secret())
  expect(idsOf(shop.waiting('crm')[0])).toEqual(['C1', 'C2'])
  await shop.load([customers], risingCrm)
  expect(shop.waiting('crm')).toEqual([])

  // C3 says an earlier time than what was fetched: its transaction was still open then.
  await customer('C3', '2026-03-01 11:30Z')
  await customer('C4', '2026-03-05 09:00Z')
  expect(await shop.fetch(risingCrm, secret())).toMatchObject([{ rows: 3 }])
  expect(idsOf(shop.waiting('crm')[0]).sort()).toEqual(['C2', 'C3', 'C4'])
  expect((await shop.load([customers], risingCrm)).files).toMatchObject([
    { rowsAccepted: 2, rowsRepeated: 1 },
  ])

  expect(
    await shop.rows('select customer_id, count(*)::int as n from raw.customers group by 1 order by 1'),
  ).toEqual(['C1', 'C2', 'C3', 'C4'].map((customer_id) => ({ customer_id, n: 1 })))
})

test('a row without a value of the cursor is fetched each time, and one from the future hides none', async () => {
  const shop = await FetchedShop.open()
  await customersAre(['C1', '2026-03-01 10:00Z'], ['C2', null], ['C3', '2999-01-01 00:00Z'])
  await shop.fetch(risingCrm, secret())
  await customer('C4', new Date().toISOString())
  await shop.fetch(risingCrm, secret())

  expect(idsOf(shop.waiting('crm')[1]).sort()).toEqual(['C2', 'C3', 'C4'])
})

test('days and whole numbers can be cursors, too', async () => {
  const shop = await FetchedShop.open()
  await database.run('truncate customers')
  await database.run(
    `insert into customers select 'C' || n, '2026-01-01Z'::timestamptz + n * interval '1 day' from generate_series(1, 50) n`,
  )
  const byDay = {
    days: {
      ...crm,
      query: 'select customer_id, created_at, created_at::date as day from customers',
      cursor: 'day',
    },
    numbers: {
      ...crm,
      query: `select customer_id, created_at, substr(customer_id, 2)::int as "Nth ""row""" from customers`,
      cursor: 'Nth "row"',
      overlapNumbers: 10,
    },
  }
  const both = { RECOUP_DAYS_URL: database.url(), RECOUP_NUMBERS_URL: database.url() }
  expect(await shop.fetch(byDay, both)).toMatchObject([{ rows: 50 }, { rows: 50 }])
  expect(await shop.fetch(byDay, both)).toMatchObject([{ rows: 2 }, { rows: 11 }])
})

test('where nothing is new there is no file', async () => {
  const shop = await FetchedShop.open()
  await customersAre()

  expect(await shop.fetch(risingCrm, secret())).toMatchObject([{ files: 0, rows: 0, fault: null }])
  expect(shop.waiting('crm')).toEqual([])
  expect(readdirSync(shop.folder('crm').path)).toEqual(['.state.json'])
})

test('another query fetches all anew; a semicolon or a comment at its end does no harm', async () => {
  const shop = await FetchedShop.open()
  await customersAre(['C1', '2026-03-01 10:00Z'], ['C2', '2026-04-01 10:00Z'])
  await shop.fetch(risingCrm, secret())
  const ended = { crm: { ...risingCrm.crm, query: 'select * from customers ;\n' } }
  expect(await shop.fetch(ended, secret())).toMatchObject([{ rows: 2 }])
  const commented = { crm: { ...risingCrm.crm, query: 'select * from customers -- all of them' } }
  expect(await shop.fetch(commented, secret())).toMatchObject([{ rows: 2 }])
  expect(await shop.fetch(commented, secret())).toMatchObject([{ rows: 1 }])
})

test('nobody but its owner may look into what was fetched', async () => {
  const shop = await FetchedShop.open()
  await customersAre(['C1', '2026-03-01 10:00Z'])
  await shop.fetch(risingCrm, secret())

  const { path } = shop.folder('crm')
  expect(statSync(path).mode & 0o777).toBe(0o700)
  const files = readdirSync(path)
  expect(files).toHaveLength(2)
  for (const file of files) expect(statSync(join(path, file)).mode & 0o777).toBe(0o600)
})

test('what is wrong is told with what to do next, and neither with a secret nor with a row', async () => {
  const shop = await FetchedShop.open()
  await customersAre(['C1', '2026-03-01 10:00Z', 'Grace Hopper'])
  await database.run('create table if not exists hidden as select 1 as id')
  const hung = `postgres://reader:${encodeURIComponent(secrets[0] ?? '')}@127.0.0.1:1/shop`
  const faults: [connection: object, url: string | undefined, told: RegExp][] = [
    [{}, undefined, /^The connection crm has no secret: RECOUP_CRM_URL is not set\.$/],
    [{}, 'mysql://reader@localhost/shop', /is none of a PostgreSQL database\. It does not begin with/],
    [{}, `${database.url()}?sslmode=sometimes`, /Its sslmode is none of/],
    [{}, `${database.url()}?sslmode=require`, /takes no sealed connections/],
    [
      {},
      `${database.url()}?sslmode=require&sslrootcert=/nowhere/ca.crt`,
      /certificate that RECOUP_CRM_URL names/,
    ],
    [{}, database.url({ password: 'wrong' }), /^The database does not let this user in\.$/],
    [{}, database.url({ database: 'shoop' }), /^There is no database of this name\.$/],
    [{}, hung, /^The database cannot be reached \(ECONNREFUSED\)\.$/],
    [{}, 'postgres://db.invalid/shop', /host of the database is not known/],
    [
      { query: 'select * from custommers' },
      database.url(),
      /cannot run the query: relation "custommers" does not exist/,
    ],
    [
      { query: 'select * from hidden' },
      database.url(),
      /may not read .*: permission denied for table hidden/,
    ],
    [{ query: 'select * frm customers' }, database.url(), /cannot run the query: syntax error/],
    [{ cursor: 'changed_at' }, database.url(), /gives no column changed_at/],
    [{ cursor: 'name' }, database.url(), /column name is no time, day or whole number/],
    [{ query: 'select name::int from customers' }, database.url(), /stopped the query \(SQLSTATE 22P02\)/],
    [{ query: 'select pg_sleep(9)', mostMinutes: 0.001 }, database.url(), /took longer than it may/],
  ]
  for (const [connection, url, told] of faults) {
    const environment = url === undefined ? {} : { RECOUP_CRM_URL: url }
    const [outcome] = await shop.fetch({ crm: { ...crm, ...connection } }, environment)
    expect(outcome?.fault?.message).toMatch(told)
    expect(outcome?.fault?.next).not.toBe('')
    for (const hidden of [...secrets, 'reader:', 'Grace', 'C1'])
      expect(JSON.stringify([outcome, shop.folder('crm').state])).not.toContain(hidden)
  }
  expect(shop.waiting('crm')).toEqual([])
})

test('a query that would write is refused, even to one who may write', async () => {
  const shop = await FetchedShop.open()
  await customersAre(['C1', '2026-03-01 10:00Z'])
  await database.run(
    `create or replace function forget() returns text language sql as 'delete from customers returning customer_id'`,
  )
  const environment = { RECOUP_CRM_URL: database.url({ user: 'admin' }) }
  for (const query of [
    'delete from customers returning *',
    'with gone as (delete from customers returning *) select * from gone',
    'select forget() as customer_id',
    'select 1) to stdout; commit; delete from customers; copy (select 1',
    'select 1) as fetched; commit; delete from customers; --',
  ]) {
    const [outcome] = await shop.fetch({ crm: { ...crm, query } }, environment)
    expect(outcome?.fault?.message).toMatch(/would write|cannot run the query/)
  }
  expect(await database.run('select customer_id from customers')).toHaveLength(1)
})

test('a database that goes away in the middle of it leaves nothing that could be taken for whole', async () => {
  const shop = await FetchedShop.open()
  const query = `select n::text as customer_id, '2026-01-01Z' as created_at,
    case when n = 500000 then pg_terminate_backend(pg_backend_pid())::text else repeat('x', 50) end as name
    from generate_series(1, 1000000) n`
  const [outcome] = await shop.fetch(
    { crm: { ...crm, query } },
    { RECOUP_CRM_URL: database.url({ user: 'admin' }) },
  )

  expect(outcome?.fault).toMatchObject({ mayPass: true })
  expect(shop.waiting('crm')).toEqual([])
  expect(readdirSync(shop.folder('crm').path).filter((name) => name !== '.state.json')).toEqual([])
})

test('many rows take no more memory than few', async () => {
  const shop = await FetchedShop.open()
  const query = `select n::text as customer_id, '2026-01-01Z' as created_at, repeat('x', 400) as name
    from generate_series(1, 300000) n`
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().arrayBuffers)
  }, 5)
  onTestFinished(() => clearInterval(watch))
  const before = process.memoryUsage().arrayBuffers

  expect(await shop.fetch({ crm: { ...crm, query } }, secret())).toMatchObject([{ rows: 300_000 }])
  const [file] = shop.folder('crm').waiting
  const { size } = statSync(join(shop.folder('crm').path, file ?? ''))
  expect(size).toBeGreaterThan(120_000_000)
  expect(most - before).toBeLessThan(size / 2)
})
