import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { environmentOfPages } from '../../pipelines/site.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { DeskShop } from './desk_shop.ts'

const secrets = {
  RECOUP_PSEUDONYM_KEY: 'key-8d1f0c6e25a94b7f',
  RECOUP_WEBHOOK_SECRET: 'signing-51c9be7702',
  RECOUP_OPENLINEAGE_KEY: 'lineage-e93d40c6aa',
}
/** In the path of the webhook's address, as some receivers want it. */
const token = 'token-77aa31f09d'
const all = [...Object.values(secrets), token]

const program = fileURLToPath(new URL('../../pipelines/recoup.js', import.meta.url))
const shop = new DeskShop()
const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(status).end(token))
})
let status = 200
/** All that the commands printed. */
let said = ''

/** `recoup …` as a process of its own with the secrets in its environment; gives its exit code. */
async function recoup(...args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [program, ...args, '--data', 'shop', '--verbose'], {
    cwd: shop.folder,
    env: { ...process.env, ...secrets },
  })
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      said += text
    })
  // What anybody on the machine sees in the list of processes.
  const seen = `/proc/${child.pid}/cmdline`
  child.stdout.once('readable', () => {
    if (existsSync(seen)) said += readFileSync(seen, 'utf8').replaceAll('\0', ' ')
  })
  const [code] = await once(child, 'close')
  return code
}

async function inWarehouse(work: (warehouse: Warehouse) => Promise<void>): Promise<void> {
  const warehouse = await Warehouse.open(shop.at('recoup.duckdb'))
  await work(warehouse).finally(() => warehouse.close())
}

const lost = { status: 'lost', occurred_at: '2026-01-03T12:00:00Z' }

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/services/${token}`
  shop.settings({ webhook: { url }, openLineage: { url } })
  shop.send({ orders: [{ email: 'pat@example.com' }], shipments: [{}], tracking_events: [lost] })
})
afterAll(async () => {
  server.close()
  shop.remove()
})

describe('secrets are nowhere but where they were given', () => {
  test('whether runs end well, are not taken by the webhook, or fail', async () => {
    status = 500
    expect(await recoup('run')).toBe(0)
    expect(said).toContain('answered 500')
    status = 200
    expect(await recoup('run')).toBe(0)
    expect(said).toContain('to the webhook')
    expect(await recoup('status')).toBe(0)
    // The engine's own error, which names columns and SQL.
    await inWarehouse((warehouse) =>
      warehouse.run('alter table staging.orders rename column email to another'),
    )
    shop.send({ orders: [{ order_id: 'o2', email: 'pat@example.com' }] })
    expect(await recoup('run')).toBe(1)
    expect(said).toMatch(/Binder Error: .*email/)
    expect(said).toMatch(/^Error: Binder Error/m)
    for (const secret of all) expect(said).not.toContain(secret)
  })

  test('nor do faults of the settings tell them', async () => {
    shop.settings({ webhook: { url: `ftp://receiver/${token}` }, openLineage: { url: token }, targets: 7 })
    const before = said.length
    expect(await recoup('run')).toBe(1)
    expect(said.slice(before)).toContain('must be an address')
    for (const secret of all) expect(said).not.toContain(secret)
  })

  test('in no file, the warehouse and the snapshot included', () => {
    const files = readdirSync(shop.at('.'), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    )
    expect(files.map(({ name }) => name)).toContain('recoup.duckdb')
    expect(files.map(({ name }) => name)).not.toContain('pseudonym.key')
    for (const { parentPath, name } of files) {
      const bytes = readFileSync(join(parentPath, name))
      for (const secret of all)
        for (const form of [
          secret,
          Buffer.from(secret).toString('hex'),
          Buffer.from(secret).toString('base64'),
        ])
          expect(bytes.includes(form), `${name} holds a secret`).toBe(false)
    }
  })

  test('in no row of the ledger', () =>
    inWarehouse(async (warehouse) => {
      const tables = await warehouse.rows<{ name: string }>(
        `select table_name as name from duckdb_tables() where schema_name = 'ledger'`,
      )
      expect(tables.length).toBeGreaterThan(5)
      for (const { name } of tables) {
        const rows = JSON.stringify(await warehouse.rows(`from ledger.${name}`))
        for (const secret of all) expect(rows, `ledger.${name}`).not.toContain(secret)
      }
    }))

  test('and the program that builds the pages is not given them', () => {
    const given = environmentOfPages({ snapshot: '/shop/recoup.duckdb' }, { PATH: '/bin', ...secrets })
    expect(given).toEqual({ PATH: '/bin', EVIDENCE_SOURCE__published__filename: '/shop/recoup.duckdb' })
  })
})
