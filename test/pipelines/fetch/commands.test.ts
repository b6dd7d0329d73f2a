import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { FetchFolder } from '../../../pipelines/fetch/fetch_folder.ts'
import { placesOf } from '../../../pipelines/runner/places.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import { type Ended, recoupIn, recoupStartedIn } from '../command.ts'
import { Database, secrets } from './database.ts'

let database: Database
let shop: string

beforeAll(async () => {
  database = await Database.start()
  await database.run(
    `create table customers (customer_id text, created_at timestamptz, updated_at timestamptz);
     grant select on customers to reader`,
  )
})
afterAll(() => database.stop())

beforeEach(async () => {
  await database.run(
    `truncate customers; insert into customers
     select 'C' || n, '2026-01-01Z', '2026-02-01Z'::timestamptz + n * interval '1 second'
     from generate_series(1, 40) n`,
  )
  shop = mkdtempSync(join(tmpdir(), 'recoup connected '))
  mkdirSync(join(shop, 'data/inbox'), { recursive: true })
  return () => rmSync(shop, { recursive: true, force: true })
})

const places = () => placesOf({ data: join(shop, 'data') }, {})
const folder = () => new FetchFolder(places(), 'crm')

const settings = (crm: object = {}, others: object = {}) =>
  writeFileSync(
    join(shop, 'recoup.config.ts'),
    `export default ${JSON.stringify({
      connections: {
        ...others,
        crm: {
          from: 'postgres',
          feed: 'customers',
          query: 'select * from customers',
          cursor: 'updated_at',
          ...crm,
        },
      },
    })}`,
  )

const secret = () => ({ RECOUP_CRM_URL: database.url() })

/** `recoup …` with the secret; whatever it prints, no secret may be in it. */
async function recoup(...args: string[]): Promise<Ended> {
  const ended = await recoupIn(shop, args, secret())
  for (const hidden of secrets) expect(ended.out + ended.err).not.toContain(hidden)
  return ended
}

async function loaded(): Promise<Record<string, unknown>[]> {
  const warehouse = await Warehouse.open(places().warehouse, { readOnly: true })
  try {
    return await warehouse.rows(
      'select count(*)::int as rows, count(distinct customer_id)::int as customers from raw.customers',
    )
  } finally {
    warehouse.close()
  }
}

test('a load fetches first; a connection that fails is told, and the rest goes on', async () => {
  settings({}, { gone: { from: 'postgres', feed: 'orders', query: 'select 1' } })
  const { code, out } = await recoup('load')

  expect(code).toBe(0)
  expect(out).toContain('Not fetched: gone: The connection gone has no secret: RECOUP_GONE_URL is not set.')
  expect(out).toContain('Fetched by crm: 40 rows of customers in 1 file.')
  expect(out).toContain('Loaded 1 file: 40 rows read, 40 accepted')
  expect(folder().waiting).toEqual([])

  const status = await recoup('status')
  expect(status.out).toMatch(/crm +customers, fetched 20/)
  expect(status.out).toContain('FAILS: The connection gone has no secret')
  const alone = await recoup('fetch')
  expect(alone).toMatchObject({ code: 1, err: expect.stringContaining('could be fetched: gone.') })
  expect(await recoup('fetch', 'crm')).toMatchObject({ code: 0 })
  expect(await recoup('fetch', 'crn')).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no connection `crn`'),
  })
})

test('a connection is listed and checked, and nothing is fetched by that', async () => {
  settings({ query: `select *, 'x' as shoe_size from customers` })
  await database.run(`insert into customers values (null, '2026-01-01Z', '2026-02-01Z')`)
  const { out } = await recoup('sender', 'check', 'crm')

  expect(out).toContain(`The database lets the user in, at 127.0.0.1:${database.port}/shop.`)
  expect(out).toContain('gives 4 columns: customer_id, created_at, updated_at, shoe_size.')
  expect(out).toContain('A fetch would bring 41 rows, all that the query gives, as none were fetched yet.')
  expect(out).toContain('41 rows, 40 good, 1 bad')
  expect(out).toContain('customer_id')
  expect(out).toContain('with a column shoe_size that the feed does not know')
  expect(folder().state.cursor).toBe(null)
  expect(folder().waiting).toEqual([])

  const listed = await recoup('sender', 'list')
  expect(listed.out).toMatch(/crm +customers from postgres: 127\.0\.0\.1:\d+\/shop\n +never fetched; 0 files/)
  await recoup('load')
  const after = JSON.parse((await recoup('sender', 'list', '--json')).out)
  expect(after.connections).toMatchObject([
    { connection: 'crm', from: 'postgres', waiting: 0, fault: null, loadedAt: expect.stringMatching(/^20/) },
  ])
})

test('a check says which columns a feed lacks', async () => {
  settings({ query: 'select customer_id, updated_at from customers' })

  expect((await recoup('sender', 'check', 'crm')).out).toContain('It lacks the required column created_at.')
})

test('asked to end while the database is at work, it stops both, and leaves nothing half done', async () => {
  settings({ query: 'select customer_id, created_at, updated_at, pg_sleep(60)::text as name from customers' })
  const started = recoupStartedIn(shop, ['fetch'], secret())
  const asleep = () =>
    database.run(
      `select pid from pg_stat_activity
       where pid <> pg_backend_pid() and state = 'active' and query like '%pg_sleep%'`,
    )
  while ((await asleep()).length === 0) await setTimeout(20)
  started.end('SIGTERM')

  const { code, err } = await started.ended
  expect(code).toBe(1)
  expect(err).toContain('It was stopped by SIGTERM.')
  while ((await asleep()).length > 0) await setTimeout(20)
  expect(readdirSync(folder().path).filter((name) => name.endsWith('.csv'))).toEqual([])
})

test('killed at any moment, the next load has every row once', async () => {
  settings({ query: 'select * from customers where pg_sleep(0.002) is not null' })
  for (const delay of [900, 1200, 1500]) {
    const started = recoupStartedIn(shop, ['load'], secret())
    await setTimeout(delay)
    started.end('SIGKILL')
    await started.ended
  }
  await recoup('load')

  expect(await loaded()).toEqual([{ rows: 40, customers: 40 }])
  expect(folder().waiting).toEqual([])
})
