import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Places, placesOf, preparePlaces, reachOfRun } from '../../../pipelines/runner/places.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'

const folder = mkdtempSync(join(tmpdir(), "it's [o]dd* "))
const at = (path: string) => join(folder, path)
const sql = (path: string) => `'${at(path).replaceAll("'", "''")}'`

let places: Places
/** Opened as a run opens it. */
let warehouse: Warehouse

beforeAll(async () => {
  places = placesOf({ data: at('shop'), inbox: at('given') }, {})
  preparePlaces(places)
  for (const path of ['given', 'given_too', 'shop/outbox', 'shop/decisions']) mkdirSync(at(path))
  for (const path of ['secret.csv', 'given_too/secret.csv', 'shop/pseudonym.key', 'given/sent.csv'])
    writeFileSync(at(path), 'column\nvalue\n')
  symlinkSync(at('secret.csv'), at('given/link.csv'))
  symlinkSync(folder, at('given/up'))
  warehouse = await Warehouse.open(places.warehouse, { spillTo: places.spill, reach: reachOfRun(places, []) })
})
afterAll(() => {
  warehouse.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the engine of a run is refused', () => {
  const outside = /^Permission Error: Cannot access (file|directory)/
  test.each([
    ['a file elsewhere', () => `from read_csv(${sql('secret.csv')})`, outside],
    ['a file of the machine', () => `from read_text('/etc/hostname')`, outside],
    ['a folder whose name begins alike', () => `from read_csv(${sql('given_too/secret.csv')})`, outside],
    ['the key beside the warehouse', () => `from read_text(${sql('shop/pseudonym.key')})`, outside],
    ['a way up', () => `from read_text('${at('given').replaceAll("'", "''")}/../secret.csv')`, outside],
    ['a link that leads out', () => `from read_csv(${sql('given/link.csv')})`, outside],
    ['a linked folder that leads out', () => `from read_csv(${sql('given/up/secret.csv')})`, outside],
    ['a list of other files', () => `from glob('${tmpdir()}/*')`, outside],
    ['to write elsewhere', () => `copy (select 1) to ${sql('taken.csv')}`, outside],
    ['to attach another file', () => `attach ${sql('taken.duckdb')} as taken`, outside],
    ['to copy itself elsewhere', () => `export database ${sql('taken')}`, outside],
    ['the network', () => `from read_csv('https://example.com/a.csv')`, outside],
    ['extensions', () => 'install httpfs', outside],
    ['extensions that lie there', () => `load ${sql('given/a.duckdb_extension')}`, /^Permission Error/],
    ['to be let out again', () => 'set enable_external_access = true', /^Invalid Input Error/],
    ['other folders', () => `set allowed_directories = ['/']`, /^Invalid Input Error/],
    ['more memory', () => `set memory_limit = '1TB'`, /the configuration has been locked/],
  ])('%s', async (_, statement, says) => {
    await expect(warehouse.run(statement())).rejects.toThrow(says)
  })
})

test.each([
  [
    'reads the inbox',
    () => `from read_csv('${folder.replace(/[[*?]/g, '[$&]').replaceAll("'", "''")}/given/*t.csv')`,
  ],
  [
    'attaches the draft of the snapshot',
    () => `attach ${sql('shop/published/a.draft')} as draft; detach draft`,
  ],
  ['writes to the outbox', () => `copy (select 1) to ${sql('shop/outbox/a.csv')}`],
  ['reads a log', () => `from glob(${sql('shop/decisions/*')})`],
  ['keeps variables', () => `set variable moment = now()`],
])('it %s', async (_, statement) => {
  await warehouse.run(statement())
})

test('a warehouse in memory reaches nothing but what it is given', async () => {
  const inMemory = await Warehouse.open(':memory:', { reach: [at('given/sent.csv')] })
  try {
    expect(await inMemory.count(`select count(*) from read_csv(${sql('given/sent.csv')})`)).toBe(1)
    await expect(inMemory.run(`from read_csv(${sql('secret.csv')})`)).rejects.toThrow(/^Permission Error/)
    await expect(inMemory.run(`copy (select 1) to ${sql('taken.csv')}`)).rejects.toThrow(/^Permission Error/)
  } finally {
    inMemory.close()
  }
})

test('a file in reach is written over', async () => {
  const writer = await Warehouse.open(':memory:', { reach: [at('export.csv')] })
  for (const rows of [1, 2]) await writer.run(`copy (from range(${rows})) to ${sql('export.csv')}`)
  expect(await writer.count(`select count(*) from read_csv(${sql('export.csv')})`)).toBe(2)
  writer.close()
})
