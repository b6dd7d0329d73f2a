import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { atDesk } from '../../../pipelines/runner/desk.ts'
import { layoutVersion } from '../../../pipelines/runner/layout.ts'
import type { Places } from '../../../pipelines/runner/places.ts'
import { reading } from '../../../pipelines/runner/reading.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../../warehouse/engine.ts'
import { catalog, differences, runAll, shopFolder } from '../../laws/shop.ts'

/** A small made-up shop as the first version wrote it, with its tables built, held rows and files that failed. */
const firstLayout = fileURLToPath(new URL('../../fixtures/layouts/1.duckdb.gz', import.meta.url))

function asFirstWritten(): Places {
  const shop = withInbox()
  writeFileSync(shop.warehouse, gunzipSync(readFileSync(firstLayout)))
  return shop
}

function withInbox(): Places {
  const shop = shopFolder()
  mkdirSync(shop.inbox)
  return shop
}

/** Hands the records of a shop to another one as files, oldest first. */
async function handOver(from: Places, to: Places): Promise<void> {
  const warehouse = await Warehouse.open(from.warehouse, { readOnly: true, reach: [to.inbox] })
  try {
    for (const { name, raw, columns } of catalog.feeds) {
      const there = await warehouse.rows<{ column_name: string }>(
        `select column_name from duckdb_columns() where schema_name = 'raw' and table_name = $1`,
        [name],
      )
      const kept = there.map(({ column_name }) => column_name).filter((column) => column in columns)
      mkdirSync(join(to.inbox, name))
      await warehouse.run(
        `copy (select ${kept.map(quoted).join(', ')} from ${quoted(raw.name)} order by file_number, row_number)
         to '${join(to.inbox, name, 'all.parquet')}' (format parquet)`,
      )
    }
  } finally {
    warehouse.close()
  }
}

const altered = async (shop: Places, sql: string): Promise<void> => {
  const warehouse = await Warehouse.open(shop.warehouse)
  await warehouse.run(sql)
  warehouse.close()
}

test('a warehouse that the first version wrote holds, after one run, what its records give today', async () => {
  const { RECOUP_PSEUDONYM_KEY } = process.env
  process.env.RECOUP_PSEUDONYM_KEY = 'first-layout'
  onTestFinished(() => void Object.assign(process.env, { RECOUP_PSEUDONYM_KEY }))
  const [first, anew] = [asFirstWritten(), withInbox()]
  await handOver(first, anew)
  const loaded = await runAll(first)
  expect(loaded.load.files).toEqual([])
  expect(loaded.build.built.length).toBeGreaterThan(50)
  await runAll(anew)
  expect(await differences(first, anew)).toEqual([])

  const again = await runAll(first)
  expect([...again.build.built, ...again.score.built]).toEqual([])
  await reading(first, async (warehouse) => {
    expect(await warehouse.count('select version from ledger.layout')).toBe(layoutVersion)
    expect(await warehouse.count('select count(*) from marts.orders')).toBeGreaterThan(40)
    expect(await warehouse.count('select count(*) from ledger.quarantine')).toBe(4)
  })
})

describe('a warehouse that a newer version wrote', () => {
  test('is refused kindly, by whoever reads or writes, and left as it is', async () => {
    const shop = shopFolder()
    await atDesk(shop, 'load', async () => undefined)
    await altered(shop, `update ledger.layout set version = ${layoutVersion + 1}`)
    const before = readFileSync(shop.warehouse)
    const refusal = {
      name: 'Problem',
      message: expect.stringContaining(`newer version of Recoup: its layout is ${layoutVersion + 1}`),
      where: shop.warehouse,
      next: expect.stringContaining('install that version'),
    }
    await expect(atDesk(shop, 'load', async () => undefined)).rejects.toMatchObject(refusal)
    await expect(reading(shop, async () => undefined)).rejects.toMatchObject(refusal)
    expect(readFileSync(shop.warehouse).equals(before)).toBe(true)
  })

  test('in the file format of a newer engine is refused too', async () => {
    const shop = shopFolder()
    await atDesk(shop, 'load', async () => undefined)
    writeFileSync(shop.warehouse, asOfNewerEngine(readFileSync(shop.warehouse)))
    await expect(atDesk(shop, 'load', async () => undefined)).rejects.toMatchObject({
      name: 'Problem',
      message: 'The file was written by a newer version of the engine than this one.',
    })
  })
})

/** A DuckDB file whose header names a version of its format that none has yet. */
function asOfNewerEngine(file: Buffer): Buffer {
  const [versionAt, headerEnds] = [12, 4096]
  file.writeBigUInt64LE(9999n, versionAt)
  // DuckDB's checksum of a block: 5381, and each word times a constant, by exclusive or.
  let checksum = 5381n
  for (let word = 8; word < headerEnds; word += 8)
    checksum ^= BigInt.asUintN(64, file.readBigUInt64LE(word) * 0xbf58476d1ce4e5b9n)
  file.writeBigUInt64LE(checksum, 0)
  return file
}
