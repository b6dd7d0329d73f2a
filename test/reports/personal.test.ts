import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, inject, test } from 'vitest'
import { defaultSettings } from '../../models/settings.ts'
import { readCatalog } from '../../pipelines/runner/catalog.ts'
import { quoted } from '../../warehouse/engine.ts'
import { askSnapshot } from './snapshot.ts'

/** Shorter ones stand in other words, and a plain word, such as who signs at a desk, is one of the pages' too. */
const tellingLength = 8
/** Values of each personal column that are looked for, spread over all. */
const perColumn = 25

/** Personal values of the made-up shop, as its own warehouse holds them beside the snapshot. */
async function personalValues(): Promise<string[]> {
  const warehouse = join(inject('snapshotPath'), '..', '..', 'recoup.duckdb')
  const { feeds } = await readCatalog(defaultSettings)
  const values: string[] = []
  for (const { raw, columns } of feeds)
    for (const [column] of Object.entries(columns).filter(([, { facts }]) => facts.personal)) {
      const rows = await askSnapshot(
        warehouse,
        `select distinct ${quoted(column)} as value from ${quoted(raw.name)}
         where length(${quoted(column)}) >= ${tellingLength} and regexp_matches(${quoted(column)}, '[0-9@ ]') order by hash(value) limit ${perColumn}`,
      )
      values.push(...rows.map(({ value }) => String(value)))
    }
  return values
}

const site = inject('siteFolder')
const files = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith('.wasm'))
  .map((entry) => join(entry.parentPath, entry.name))

/** All that a file says. The tables that pages load are files of the engine, in which texts are packed. */
async function saidIn(file: string): Promise<string> {
  const bytes = readFileSync(file)
  if (bytes.toString('latin1', 8, 12) !== 'DUCK') return bytes.toString('utf8')
  const tables = await askSnapshot(file, 'select schema_name, table_name from duckdb_tables()')
  const rows = await Promise.all(
    tables.map(({ schema_name, table_name }) =>
      askSnapshot(
        file,
        `select cast(t as varchar) as row from ${quoted(`${schema_name}.${table_name}`)} as t`,
      ),
    ),
  )
  return rows
    .flat()
    .map(({ row }) => String(row))
    .join('\n')
}

test('no file of the site holds personal data of anybody', async () => {
  const values = await personalValues()
  expect(values.length).toBeGreaterThan(100)
  const found: string[] = []
  let orders = 0
  for (const file of files) {
    const said = (await saidIn(file)).toLowerCase()
    found.push(
      ...values
        .filter((value) => said.includes(value.toLowerCase()))
        .map((value) => `${relative(site, file)}: ${value}`),
    )
    if (/queue\.parquet$/.test(file)) orders += said.match(/so\d{4,}/g)?.length ?? 0
  }
  expect(found).toEqual([])
  // What the tables hold is seen by this search: the orders of the queue's cases are in them.
  expect(orders).toBeGreaterThan(0)
})
