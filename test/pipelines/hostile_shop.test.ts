import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSources } from '../../pipelines/runner/catalog.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { RecordsGiven } from '../models/given.ts'
import { usual } from '../models/usual.ts'
import { recoupHere } from './command.ts'
import { DeskShop } from './desk_shop.ts'

/** SQL, script, a formula and a turned text at once. */
const hostile = (what: string) =>
  `=${what}'); drop table ledger.loads; --"<script>alert(1)</script>\u202e{{x}}$1`

/** One lost parcel with all that can be recorded of it, in which every text is hostile, ids included. */
async function hostileRecords(): Promise<RecordsGiven> {
  const { feeds } = await readSources()
  const dated = {
    created_at: '2025-01-01T09:00:00Z',
    paid_at: '2026-01-15T09:00:00Z',
    shipped_at: '2026-01-02T09:00:00Z',
  }
  const records = feeds.map(({ name, columns }) => {
    const texts = Object.entries(columns).filter(
      ([, { facts }]) => facts.kind === 'text' && !facts.choices && !facts.pattern,
    )
    const record = Object.fromEntries(texts.map(([column]) => [column, hostile(column.slice(0, 6))]))
    const own = Object.keys(dated).filter((column) => column in columns)
    return [
      name,
      [
        {
          ...usual[name as keyof RecordsGiven],
          ...record,
          ...Object.fromEntries(own.map((at) => [at, dated[at as keyof typeof dated]])),
        },
      ],
    ]
  })
  return Object.fromEntries(records)
}

const shop = new DeskShop()
const caseId = hostile('claim_')
const recoup = (...args: readonly string[]) => recoupHere(shop.folder, [...args, '--data', 'shop'])

beforeAll(async () => {
  const records = await hostileRecords()
  shop.send({ ...records, tracking_events: [{ ...records.tracking_events?.[0], status: 'lost' }] })
  await shop.json('run')
})
afterAll(() => shop.remove())

async function inShop<T>(work: (warehouse: Warehouse) => Promise<T>): Promise<T> {
  const warehouse = await Warehouse.open(shop.at('recoup.duckdb'), { readOnly: true })
  try {
    return await work(warehouse)
  } finally {
    warehouse.close()
  }
}

test('a run takes hostile texts for texts, from the inbox to the snapshot', async () => {
  await inShop(async (warehouse) => {
    expect(await warehouse.count('select sum(rows_accepted) from ledger.loads')).toBe(16)
    expect(
      await warehouse.rows("select distinct case_id from scores.case_scores where case_type = 'claim'"),
    ).toEqual([{ case_id: caseId }])
  })
})

test.each([
  ['status', []],
  ['queue', []],
  ['plan', []],
  ['quarantine list', []],
  ['explain', [caseId, '--type', 'claim']],
  ['explain', [caseId, '--type', 'claim', '--customer']],
  ['replay', [caseId, '--type', 'claim']],
])('`recoup %s` prints no character that moves the cursor or turns the text', async (command, args) => {
  const { code, out } = await recoup(...command.split(' '), ...args)
  expect(code).toBe(0)
  expect(out).not.toMatch(/[^\n\P{Cc}]|[\p{Cf}\p{Zl}\p{Zp}]/u)
})

test('no cell of a CSV begins like a formula, exported or handed out', async () => {
  expect((await recoup('export', 'marts.orders', '--format', 'csv', '--out', 'orders.csv')).code).toBe(0)
  const lists = readdirSync(shop.at('outbox'))
  expect(lists).toContain('parcels_to_warn')
  const handedOut = lists.flatMap((list) =>
    readdirSync(shop.at(`outbox/${list}`))
      .filter((file) => file.endsWith('.csv'))
      .map((file) => shop.at(`outbox/${list}/${file}`)),
  )
  for (const file of [...handedOut, join(shop.folder, 'orders.csv')]) {
    const text = readFileSync(file, 'utf8')
    expect(text).toContain(`"'=`)
    expect(text).not.toMatch(/(^|[,\n])"?[=+@]/)
  }
})

test('a dossier holds it as text', async () => {
  expect((await recoup('dossier', caseId, '--type', 'claim', '--out', 'd.html')).code).toBe(0)
  const page = readFileSync(join(shop.folder, 'd.html'), 'utf8')
  expect(page).not.toMatch(/<script|\u202e/i)
  expect(page).toContain('&#60;script&#62;')
})
