import { expect, onTestFinished, test } from 'vitest'
import { byKey, byWindow, type Load, rebuilt } from '../../models/loads.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'

const target = {
  table: 'marts.seen',
  columns: ['id', 'seen_on', 'version'],
  select: 'select id, seen_on, version from source',
}

async function seen(): Promise<{
  warehouse: Warehouse
  write: (load: Load, whole: boolean) => Promise<unknown[]>
}> {
  const warehouse = await Warehouse.open(':memory:')
  onTestFinished(() => warehouse.close())
  await warehouse.run('create schema marts')
  await warehouse.run('create table source (id text, seen_on date, version bigint)')
  await warehouse.run('create table marts.seen (id text, seen_on date, version bigint)')
  return {
    warehouse,
    write: async (load, whole) => {
      for (const statement of whole ? load.writeAll(target) : load.writeChanges(target))
        await warehouse.run(statement)
      return (
        await warehouse.rows('select id, cast(version as integer) as version from marts.seen order by id')
      ).map(({ id, version }) => `${id}${version}`)
    },
  }
}

const give = (warehouse: Warehouse, rows: string) => warehouse.run(`insert into source values ${rows}`)

test('rebuilt holds what the query gives now', async () => {
  const { warehouse, write } = await seen()
  await give(warehouse, "('a', '2026-01-01', 1), ('b', '2026-01-02', 1)")
  expect(await write(rebuilt(), true)).toEqual(['a1', 'b1'])
  await warehouse.run("delete from source where id = 'a'")
  expect(await write(rebuilt(), false)).toEqual(['b1'])
})

test('by key replaces the rows that changed and leaves the others', async () => {
  const { warehouse, write } = await seen()
  const load = byKey(['id'], 'version')
  await give(warehouse, "('a', '2026-01-01', 1), ('b', '2026-01-02', 1), (null, '2026-01-02', 1)")
  expect(await write(load, true)).toEqual(['a1', 'b1', 'null1'])
  await warehouse.run("update source set version = 2 where id = 'b' or id is null")
  await give(warehouse, "('c', '2026-01-03', 2)")
  // A row that the load must not touch: only keys with a newer version are written.
  await warehouse.run("update marts.seen set seen_on = '1999-01-01' where id = 'a'")
  expect(await write(load, false)).toEqual(['a1', 'b2', 'c2', 'null2'])
  expect(await warehouse.count("select count(*) from marts.seen where seen_on = '1999-01-01'")).toBe(1)
  expect(await write(load, false)).toEqual(['a1', 'b2', 'c2', 'null2'])
})

test('by window rewrites the newest windows, as far back as it reaches', async () => {
  const { warehouse, write } = await seen()
  const load = byWindow('seen_on', { every: 'day', reachBack: 2 })
  await give(warehouse, "('a', '2026-01-01', 1), ('b', '2026-01-09', 1), ('c', '2026-01-10', 1)")
  expect(await write(load, false)).toEqual(['a1', 'b1', 'c1'])
  await warehouse.run('update source set version = 2')
  await give(warehouse, "('d', '2026-01-11', 2)")
  expect(await write(load, false)).toEqual(['a1', 'b2', 'c2', 'd2'])
})
