import { expect, onTestFinished, test } from 'vitest'
import { byKey, type Load, rebuilt } from '../../models/loads.ts'
import { type Model, passedOn } from '../../models/model.ts'
import { defaultSettings } from '../../models/settings.ts'
import { buildStep } from '../../pipelines/build/step.ts'
import { prepareLedgerTables } from '../../pipelines/load/ledger_tables.ts'
import { prepareLedger } from '../../pipelines/runner/ledger.ts'
import { State, steps } from '../../pipelines/runner/plan.ts'
import type { Feed } from '../../sources/feed.ts'
import { integer, text } from '../../warehouse/columns.ts'
import { tablesRead } from '../../warehouse/dependencies.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { asOf, isTrue } from '../../warehouse/functions.ts'
import { type Query, tables } from '../../warehouse/tables.ts'

// biome-ignore lint/suspicious/noExplicitAny: the tables of these tests are made by hand
const any = tables() as any
const raw = (name: string, columns: object) =>
  ({ name, raw: { name: `raw.${name}`, columns: { ...columns, file_number: integer('File.') } } }) as Feed

const sales = { sale_id: text('Sale.'), sku: text('Item.'), pieces: integer('Pieces.') }
const items = { sku: text('Item.'), title: text('Title.') }
const feeds = [raw('sales', sales), raw('items', items)]

const table = (
  name: Model['name'],
  grain: string[],
  columns: Model['columns'],
  load: Load,
  query: Query<unknown>,
) => passedOn({ name, about: 'A table.', owner: 'engineers', grain, load, columns, query: () => query })

const titled = any
  .selectFrom('staging.sales as s')
  .leftJoin('staging.items as i', 'i.sku', 's.sku')
  .select(['s.sale_id', 'i.title', 's.pieces'])

/** A shop of sales and items, with a table of titled sales that takes in changes by the given load. */
async function shop(load: Load, query: Query<unknown> = titled) {
  const warehouse = await Warehouse.open(':memory:')
  onTestFinished(() => warehouse.close())
  await prepareLedger(warehouse)
  await prepareLedgerTables(warehouse)
  await warehouse.run('create schema raw')
  await warehouse.run('create table raw.sales (sale_id text, sku text, pieces bigint, file_number bigint)')
  await warehouse.run('create table raw.items (sku text, title text, file_number bigint)')
  const newest = (name: string, key: string, columns: string[]) =>
    any
      .selectFrom(`raw.${name} as r`)
      .select(columns)
      .where((r: typeof any) =>
        r(
          'r.file_number',
          '=',
          r
            .selectFrom(`raw.${name} as n`)
            .select(r.fn.max('n.file_number'))
            .whereRef(`n.${key}`, '=', `r.${key}`),
        ),
      )
  const catalogWith = (titledBy: Load) => ({ feeds, logged: [], senders: [], models: modelsWith(titledBy) })
  const modelsWith = (titledBy: Load) =>
    [
      table('staging.items', ['sku'], items, byKey(['sku']), newest('items', 'sku', ['sku', 'title'])),
      table(
        'staging.sales',
        ['sale_id'],
        sales,
        byKey(['sale_id']),
        newest('sales', 'sale_id', ['sale_id', 'sku', 'pieces']),
      ),
      table(
        'marts.titled',
        ['sale_id'],
        { sale_id: sales.sale_id, title: items.title, pieces: sales.pieces },
        titledBy,
        query,
      ),
    ].map((model) => ({ model, file: '', reads: tablesRead(model.query(defaultSettings)), passDigest: '' }))

  const build = async (asOfNow = '2026-01-01 00:00:00', titledBy = load) => {
    const catalog = catalogWith(titledBy)
    await warehouse.setAsOf(asOfNow)
    const state = await State.read(warehouse, catalog, asOfNow)
    const built: string[] = []
    for (const step of steps(catalog, defaultSettings)) {
      const due = state.due(step)
      if (!due.due) continue
      const options = { runId: 'test', settings: defaultSettings, ...due, inputs: state.inputs(step) }
      state.built(step, await buildStep(warehouse, step, options))
      built.push(step.model.name)
    }
    const rows = await warehouse.rows<{ sale_id: string; title: string; pieces: string }>(
      'select * from marts.titled order by sale_id',
    )
    return { built, rows: rows.map(({ sale_id, title, pieces }) => `${sale_id} ${title} ${pieces}`) }
  }
  let file = 0
  const send = async (name: string, ...values: string[]) => {
    file += 1
    for (const value of values) await warehouse.run(`insert into raw.${name} values (${value}, ${file})`)
  }
  /** Soils a row that stands: it stays soiled unless it is computed again. */
  const soil = (sale: string) =>
    warehouse.run(`update marts.titled set title = 'soiled' where sale_id = '${sale}'`)
  return { build, send, soil }
}

const byItem = { parent: 'staging.items', by: 'staging.sales', on: { sku: 'sku' } } as const

test('by key, only the rows that a change touches are computed again, the rows of a linked parent too', async () => {
  const { build, send, soil } = await shop(byKey(['sale_id'], { links: [byItem] }))
  await send('items', "'hat', 'Hat'", "'bag', 'Bag'")
  await send('sales', "'s1', 'hat', 1", "'s2', 'bag', 1", "'s3', 'hat', 1")
  expect((await build()).rows).toEqual(['s1 Hat 1', 's2 Bag 1', 's3 Hat 1'])

  await soil('s1')
  await send('sales', "'s2', 'bag', 2", "'s4', 'none', 1")
  expect((await build()).rows).toEqual(['s1 soiled 1', 's2 Bag 2', 's3 Hat 1', 's4 null 1'])

  // An item that comes late and one that changes reach the sales of old that are of it.
  await soil('s2')
  await send('items', "'none', 'Late'", "'hat', 'Cap'")
  expect((await build()).rows).toEqual(['s1 Cap 1', 's2 soiled 2', 's3 Cap 1', 's4 Late 1'])
})

test('by key, what changed back, or never did, is written nowhere and touches nothing further on', async () => {
  const { build, send } = await shop(byKey(['sale_id'], { links: [byItem] }))
  await send('items', "'hat', 'Hat'")
  await send('sales', "'s1', 'hat', 1")
  await build()
  await send('items', "'hat', 'Hat'")
  expect((await build()).built).toEqual(['staging.items'])
  expect((await build()).built).toEqual([])
})

test('a new row of a lookup touches nothing that stands; one that changes touches everything', async () => {
  const { build, send, soil } = await shop(byKey(['sale_id'], { lookups: ['staging.items'] }))
  await send('items', "'hat', 'Hat'")
  await send('sales', "'s1', 'hat', 1")
  await build()
  await soil('s1')
  await send('items', "'bag', 'Bag'")
  expect((await build()).rows).toEqual(['s1 soiled 1'])
  await send('items', "'bag', 'Sack'")
  expect((await build()).rows).toEqual(['s1 Hat 1'])
})

test('a parent that hangs on the key by nothing, and a load without a key, have all rows computed again', async () => {
  for (const load of [byKey(['sale_id']), rebuilt()]) {
    const { build, send, soil } = await shop(load)
    await send('items', "'hat', 'Hat'")
    await send('sales', "'s1', 'hat', 1")
    await build()
    await soil('s1')
    await send('items', "'bag', 'Bag'")
    expect((await build()).rows).toEqual(['s1 Hat 1'])
  }
})

test('when time alone passes, the rows that age are computed again, and all of them when it goes back', async () => {
  const timed = titled.where((r: typeof any) => isTrue(r(asOf(), 'is not', null)))
  const load = byKey(['sale_id'], { links: [byItem], ages: (r) => r('pieces', '=', 1) })
  const { build, send, soil } = await shop(load, timed)
  await send('items', "'hat', 'Hat'")
  await send('sales', "'s1', 'hat', 1", "'s2', 'hat', 2")
  await build()
  await soil('s1')
  await soil('s2')
  expect((await build('2026-01-02 00:00:00')).rows).toEqual(['s1 Hat 1', 's2 soiled 2'])
  expect((await build('2026-01-01 12:00:00')).rows).toEqual(['s1 Hat 1', 's2 Hat 2'])
})

test('a table that comes to follow another finds what changes from then on', async () => {
  const { build, send, soil } = await shop(rebuilt())
  const follows = byKey(['sale_id'], { links: [byItem] })
  await send('items', "'hat', 'Hat'")
  await send('sales', "'s1', 'hat', 1", "'s2', 'bag', 1")
  await build()
  await send('items', "'hat', 'Top hat'")
  await build()
  expect((await build('2026-01-01 00:00:00', follows)).built).toEqual(['marts.titled'])
  await soil('s1')
  await send('items', "'bag', 'Bag'")
  expect((await build('2026-01-01 00:00:00', follows)).rows).toEqual(['s1 soiled 1', 's2 Bag 1'])
})
