import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { connectionsSchema } from '../../../models/settings/connections.ts'
import { faultsOfFetches } from '../../../pipelines/alerts/faults.ts'
import { Traces } from '../../../pipelines/erase/traces.ts'
import type { Connection, Fetched } from '../../../pipelines/fetch/connection.ts'
import { connectionStates } from '../../../pipelines/fetch/connection_states.ts'
import { saidOfFetch } from '../../../pipelines/fetch/said.ts'
import { whileNoneFetches } from '../../../pipelines/fetch/while_none_fetches.ts'
import { takeLock } from '../../../pipelines/runner/lock.ts'
import { Problem } from '../../../pipelines/runner/problems.ts'
import { customers } from '../../../sources/feeds/customers.ts'
import { FetchedShop } from './fetched_shop.ts'

/** What a place holds: pages of customers, one to a file; the cursor is how many pages were fetched. */
class Pages implements Connection {
  readonly name = 'pages'
  readonly folder = 'customers'
  readonly where = 'these pages'
  asks = 'for all'
  readonly pages: string[][]
  /** By the page before which it breaks off, how often it still does. */
  readonly breaks = new Map<number, number>()
  mayPass = true
  /** The cursor that each fetch began with. */
  readonly begun: unknown[] = []

  constructor(...pages: string[][]) {
    this.pages = pages
  }

  async *fetch({ cursor, draft }: Parameters<Connection['fetch']>[0]): AsyncGenerator<Fetched> {
    this.begun.push(cursor)
    for (let page = Number(cursor ?? 0); page < this.pages.length; page++) {
      const file = draft('.csv')
      const rows = (this.pages[page] ?? []).map((id) => `${id},2026-01-01T00:00:00Z\n`)
      writeFileSync(file, 'customer_id,created_at\n')
      const breaks = this.breaks.get(page) ?? 0
      this.breaks.set(page, breaks - 1)
      if (breaks > 0)
        throw new Problem('It broke off.', { where: this.where, next: 'wait.', mayPass: this.mayPass })
      writeFileSync(file, rows.join(''), { flag: 'a' })
      yield { file: { draft: file, rows: rows.length }, cursor: page + 1 }
    }
  }

  async check(): Promise<{ found: string[] }> {
    return { found: [] }
  }
}

const settings = { pages: { from: 'postgres', feed: 'customers', query: 'as above' } } as const

test('files wait in the order in which they were fetched, and go once their rows are loaded', async () => {
  const shop = await FetchedShop.open()
  const pages = new Pages(['C1', 'C2'], ['C3'])
  const outcomes = await shop.fetchBy(pages)

  expect(outcomes).toMatchObject([{ connection: 'pages', feed: 'customers', files: 2, rows: 3, fault: null }])
  expect(saidOfFetch(outcomes)).toEqual(['Fetched by pages: 3 rows of customers in 2 files.'])
  expect(shop.waiting('pages').map((file) => file.split('\n')[1]?.slice(0, 2))).toEqual(['C1', 'C3'])
  const { files } = await shop.load([customers], settings)
  expect(files.map(({ path, outcome }) => [path.slice(0, 17), outcome])).toEqual([
    ['../fetched/pages/', 'loaded'],
    ['../fetched/pages/', 'loaded'],
  ])
  expect(shop.waiting('pages')).toEqual([])
  expect(saidOfFetch(await shop.fetchBy(pages))).toEqual(['Fetched by pages: nothing new.'])
})

test('what breaks off and may pass is tried again from what was kept', async () => {
  const shop = await FetchedShop.open()
  const pages = new Pages(['C1'], ['C2'], ['C3'])
  pages.breaks.set(1, 2)

  expect(await shop.fetchBy(pages)).toMatchObject([{ files: 3, rows: 3, fault: null }])
  expect(pages.begun).toEqual([null, 1, 1])
})

test('what goes on breaking off is told, and keeps up neither the others nor what came before it', async () => {
  const shop = await FetchedShop.open()
  const [broken, whole] = [new Pages(['C1'], ['C2']), new Pages(['C9'])]
  broken.breaks.set(1, 9)
  const outcomes = await shop.fetchBy(broken, Object.assign(whole, { name: 'others' }))

  expect(outcomes).toMatchObject([
    { connection: 'pages', files: 1, fault: { message: 'It broke off.', next: 'wait.', mayPass: true } },
    { connection: 'others', files: 1, fault: null },
  ])
  expect(broken.begun).toHaveLength(3)
  expect(saidOfFetch(outcomes)).toContain('Not fetched: pages: It broke off.')
  const connections = connectionsSchema().parse(settings)
  const states = connectionStates(shop.places, { connections })
  expect(states).toMatchObject([
    { connection: 'pages', waiting: 1, succeededAt: null, fault: 'It broke off.' },
  ])
  expect(faultsOfFetches(states)).toEqual([{ key: 'fetch/pages', what: 'Not fetched: pages: It broke off.' }])

  broken.breaks.clear()
  await shop.fetchBy(broken)
  expect(faultsOfFetches(connectionStates(shop.places, { connections }))).toEqual([])
})

test('what does not pass is tried once', async () => {
  const shop = await FetchedShop.open()
  const pages = new Pages(['C1'])
  pages.breaks.set(0, 9)
  pages.mayPass = false
  await shop.fetchBy(pages)

  expect(pages.begun).toHaveLength(1)
})

test('another question has no cursor yet', async () => {
  const shop = await FetchedShop.open()
  const pages = new Pages(['C1'])
  await shop.fetchBy(pages)
  pages.asks = 'for some'
  await shop.fetchBy(pages)

  expect(pages.begun).toEqual([null, null])
})

test('cut at any point between the first byte and the last file let go, nothing is lost and nothing counts twice', async () => {
  const shop = await FetchedShop.open()
  const folder = shop.folder('pages')
  const pages = new Pages(['C1', 'C2'])
  await shop.fetchBy(pages)
  const [before] = shop.waiting('pages')
  pages.pages.push(['C3'])

  // In the middle of a file: what was there of it goes.
  writeFileSync(folder.draft('.csv'), 'customer_id,crea')
  await shop.fetchBy(pages)
  expect(shop.waiting('pages')).toHaveLength(2)

  // Between a file and its cursor: it is fetched again.
  folder.keepCursor(pages, 1)
  await shop.fetchBy(pages)
  expect(shop.waiting('pages')).toHaveLength(3)

  // Between the load of a file and its removal: the next load knows it.
  await shop.load([customers], settings)
  const again = folder.draft('.csv')
  writeFileSync(again, before ?? '')
  folder.keepFile(again)
  expect((await shop.load([customers], settings)).files).toMatchObject([{ outcome: 'repeated' }])
  expect(shop.waiting('pages')).toEqual([])
  expect(
    await shop.rows('select customer_id, count(*)::int as rows from raw.customers group by 1 order by 1'),
  ).toEqual(['C1', 'C2', 'C3'].map((customer_id) => ({ customer_id, rows: 1 })))
})

test('where the warehouse is gone, or an older copy of it was put back, all is fetched again', async () => {
  const shop = await FetchedShop.open()
  const pages = new Pages(['C1'])
  await shop.fetchBy(pages)
  await shop.load([customers], settings)
  const copy = await shop.copy()
  pages.pages.push(['C2'])
  await shop.fetchBy(pages)
  await shop.load([customers], settings)
  const ids = async () =>
    (await shop.rows('select distinct customer_id as id from raw.customers order by 1')).map(({ id }) => id)
  expect(await ids()).toEqual(['C1', 'C2'])

  // The first load after it sees that rows are missing, so that the fetch after that brings them.
  await shop.putBack(copy)
  await shop.openAgain()
  for (const _ of ['first', 'second']) {
    await shop.fetchBy(pages)
    await shop.load([customers], settings)
  }
  expect(await ids()).toEqual(['C1', 'C2'])

  await shop.putBack()
  await shop.fetchBy(pages)
  await shop.openAgain()
  await shop.load([customers], settings)
  expect(await ids()).toEqual(['C1', 'C2'])
  expect(pages.begun).toEqual([null, 1, 2, null, null])
})

test('nobody who was erased comes back by what is fetched', async () => {
  const shop = await FetchedShop.open()
  const traces = Traces.of(shop.places)
  traces.add('customer', 'C2', 'erased-1')
  await shop.fetchBy(new Pages(['C1', 'C2']))
  await shop.load([customers], settings, traces)

  expect(await shop.rows('select customer_id from raw.customers order by 1')).toEqual([
    { customer_id: 'C1' },
    { customer_id: 'erased-1' },
  ])
  expect(shop.waiting('pages')).toEqual([])
})

test('a file that fails stays, and is not taken for a file of the inbox', async () => {
  const shop = await FetchedShop.open()
  await shop.fetchBy(new Pages(['C1', '', '', '']))
  const { files } = await shop.load([customers], settings)

  expect(files).toMatchObject([{ outcome: 'failed' }])
  expect(shop.waiting('pages')).toHaveLength(1)
})

test('two do not fetch by the same connection at once, and none while something works on the files', async () => {
  const shop = await FetchedShop.open()
  const folder = shop.folder('pages')
  folder.make()
  const release = takeLock(folder.lock, 'fetch pages')
  const pages = new Pages(['C1'])
  expect(await shop.fetchBy(pages)).toMatchObject([
    { files: 0, fault: { mayPass: true, message: expect.stringContaining('has been at work here') } },
  ])
  await expect(whileNoneFetches(shop.places, 'erase', async () => 'done')).rejects.toThrow('has been at work')
  release()

  const within = await whileNoneFetches(shop.places, 'erase', () => shop.fetchBy(pages))
  expect(within).toMatchObject([{ files: 0, fault: { mayPass: true } }])
  expect(await shop.fetchBy(pages)).toMatchObject([{ files: 1, fault: null }])
})
