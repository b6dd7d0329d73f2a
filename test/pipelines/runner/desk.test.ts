import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { atDesk } from '../../../pipelines/runner/desk.ts'
import { type Places, placesOf } from '../../../pipelines/runner/places.ts'
import { reading } from '../../../pipelines/runner/reading.ts'

function places(): Places {
  const data = mkdtempSync(join(tmpdir(), 'recoup desk '))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  return placesOf({ data }, {})
}

const runs = (shop: Places) =>
  reading(shop, (warehouse) =>
    warehouse.rows('select command, outcome, message from ledger.runs order by started_at'),
  )

test('a warehouse of which a killed run made the beginning alone is made anew', async () => {
  const shop = places()
  writeFileSync(`${shop.warehouse}.new`, 'the beginning')
  await atDesk(shop, 'load', async () => undefined)
  expect(await runs(shop)).toEqual([{ command: 'load', outcome: 'succeeded', message: null }])
  expect(readdirSync(shop.data).sort()).toEqual(['published', 'recoup.duckdb'])
})

test('what a killed run spilled is gone with the next one, which leaves nothing of its own', async () => {
  const shop = places()
  mkdirSync(shop.spill)
  writeFileSync(join(shop.spill, 'duckdb_temp_storage-0.tmp'), 'much')
  let found: boolean | undefined
  await atDesk(shop, 'load', async () => {
    found = existsSync(shop.spill)
    mkdirSync(shop.spill)
  })
  expect(found).toBe(false)
  expect(existsSync(shop.spill)).toBe(false)
})

test('a fault of the machine is told as a problem, and so it stands in the ledger', async () => {
  const shop = places()
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    path: '/mnt/shop/file',
  })
  const thrown = atDesk(shop, 'load', () => Promise.reject(full))
  await expect(thrown).rejects.toMatchObject({
    name: 'Problem',
    message: 'The disk is full.',
    where: '/mnt/shop/file',
  })
  expect(await runs(shop)).toEqual([{ command: 'load', outcome: 'failed', message: 'The disk is full.' }])
})

test('a fault of a file that quotes such words is no fault of the machine', async () => {
  const quoting = new Error('Invalid Input Error: CSV Error on Line: 2: "No space left on device"')
  await expect(atDesk(places(), 'load', () => Promise.reject(quoting))).rejects.toBe(quoting)
})

test('a warehouse file that is none is told, and left as it is', async () => {
  const shop = places()
  writeFileSync(shop.warehouse, 'no warehouse')
  await expect(atDesk(shop, 'load', async () => undefined)).rejects.toMatchObject({
    name: 'Problem',
    message: 'The file is damaged, or is no DuckDB file.',
    where: shop.warehouse,
  })
  expect(readFileSync(shop.warehouse, 'utf8')).toBe('no warehouse')
})

/** Another program that has the warehouse open, once this resolves. */
async function opened({ warehouse }: Places, options: object = {}): Promise<ChildProcess> {
  const opening = `const { DuckDBInstance } = await import('@duckdb/node-api')
    globalThis.held = await DuckDBInstance.create(${JSON.stringify(warehouse)}, ${JSON.stringify(options)})
    console.log('open')
    setInterval(() => {}, 1000)`
  const other = spawn(process.execPath, ['--input-type=module', '--eval', opening], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void other.kill())
  await once(other.stdout, 'data')
  return other
}

test('a warehouse that another program has open is told', async () => {
  const shop = places()
  await atDesk(shop, 'load', async () => undefined)
  await opened(shop)
  const locked = { name: 'Problem', message: 'Another program has the file open.', where: shop.warehouse }
  await expect(atDesk(shop, 'load', async () => undefined)).rejects.toMatchObject(locked)
})

test('whoever only looks is waited for', async () => {
  const shop = places()
  await atDesk(shop, 'load', async () => undefined)
  const reader = await opened(shop, { access_mode: 'READ_ONLY' })
  const waiting = atDesk(shop, 'load', async () => 'done')
  await Promise.race([waiting.catch(() => undefined), setTimeout(500)])
  reader.kill()
  expect(await waiting).toBe('done')
})
