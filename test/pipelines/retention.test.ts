import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { orderRecords } from '../../pipelines/dossier/records.ts'
import { makeAnew } from '../../pipelines/make_anew.ts'
import { retain } from '../../pipelines/retention.ts'
import { rotateKey } from '../../pipelines/rotate_key.ts'
import { atDesk } from '../../pipelines/runner/desk.ts'
import { recordRemoval } from '../../pipelines/runner/ledger.ts'
import { type Places, placesOf } from '../../pipelines/runner/places.ts'
import { silent } from '../../pipelines/runner/progress.ts'
import { digestOf, prepareChange, pseudonymKey, settleChange } from '../../pipelines/runner/pseudonym_keys.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { catalog, differences, runAll, shopFolder } from '../laws/shop.ts'
import { DeskShop } from './desk_shop.ts'
import { findBytes } from './erase/bytes.ts'
import { anna, bert, sendPlanted } from './erase/planted.ts'

const shop = new DeskShop()
const places = placesOf({ data: shop.at('.') }, {})
const usualKey = process.env.RECOUP_PSEUDONYM_KEY
let untouched: DeskShop
let before: Places

/** What stands in personal columns; words that people wrote have no retention. */
const personal = [anna, bert].flatMap(({ email, phone, flat, payment, device, ip, signature }) => [
  email,
  phone,
  flat,
  payment,
  device,
  ip,
  signature,
])

const inAYear = new Date(Date.now() + 400 * 86_400_000)
const clear = (now: Date, rawRetentionDays = 300) =>
  atDesk(places, 'run', (desk) => retain({ ...desk, settings: { ...desk.settings, rawRetentionDays } }, now))

async function asked<Result>(at: Places, ask: (warehouse: Warehouse) => Promise<Result>): Promise<Result> {
  const warehouse = await Warehouse.open(at.warehouse, { readOnly: true })
  try {
    return await ask(warehouse)
  } finally {
    warehouse.close()
  }
}

/** Every table's rows without their pseudonyms, and the pseudonyms by themselves. */
const withoutPseudonyms = (at: Places) =>
  asked(at, async (warehouse) => {
    const pseudonyms: string[] = []
    const told: Record<string, string[]> = {}
    for (const { model } of catalog.models) {
      const rows = await warehouse.rows(`from ${quoted(model.name)}`)
      const masked = rows.map((row) =>
        JSON.stringify(row).replace(/"[0-9a-f]{64}"/g, (found) => {
          pseudonyms.push(found)
          return '"pseudonym"'
        }),
      )
      told[model.name] = masked.sort()
    }
    return { told, pseudonyms: new Set(pseudonyms) }
  })

beforeAll(async () => {
  delete process.env.RECOUP_PSEUDONYM_KEY
  sendPlanted(shop, anna, ['O-771', 'O-772'])
  sendPlanted(shop, bert, ['O-881'])
  await runAll(places)
  untouched = shop.copied()
  before = placesOf({ data: untouched.at('.') }, {})
})
afterAll(() => {
  process.env.RECOUP_PSEUDONYM_KEY = usualKey
  for (const one of [shop, untouched]) one.remove()
})

test('what is young stays', async () => {
  expect(await clear(new Date())).toMatchObject({ rows: {} })
  expect(findBytes(shop.at('.'), [anna.email], ['inbox'])).not.toEqual([])
})

test('of what is old no value is in any byte', async () => {
  expect(await clear(inAYear)).toMatchObject({
    rows: { 'raw.customers': 2, 'raw.orders': 5, 'raw.tracking_events': 3, 'ledger.quarantine': 6 },
  })
  expect(findBytes(shop.at('.'), personal, ['inbox'])).toEqual([])
})

test('a dossier leaves out what is gone', async () => {
  const records = await asked(places, (warehouse) => orderRecords(warehouse, 'O-771'))
  expect(records?.address).toMatchObject({ name: null, line1: null, city: 'Berlin' })
  expect(records?.parcels.flatMap(({ scans }) => scans.map((scan) => scan.signed_by))).toEqual([null])
})

test('once cleared, there is nothing to do', async () => {
  expect(await clear(inAYear)).toMatchObject({ rows: {} })
})

test('tables that are made anew of what is left are the same', async () => {
  await atDesk(places, 'run', async (desk) => {
    await recordRemoval(desk.warehouse, { why: 'a test asks for it', makesAnew: true })
    await makeAnew(desk, silent)
  })
  expect(await differences(before, places)).toEqual([])
})

test('under another key all pseudonyms differ, and nothing else does', async () => {
  const key = pseudonymKey(places)
  expect(await rotateKey(places, { isLost: false, progress: silent })).toEqual({
    is_made_here: true,
    former_keys: 1,
  })
  expect(pseudonymKey(places)).not.toBe(key)
  expect(readFileSync(places.formerKeys, 'utf8').trim()).toBe(key)
  const [old, now] = [await withoutPseudonyms(before), await withoutPseudonyms(places)]
  expect(now.told).toEqual(old.told)
  expect(now.pseudonyms.size).toBe(old.pseudonyms.size)
  expect([...now.pseudonyms].filter((one) => old.pseudonyms.has(one))).toEqual([])
})

test('who comes again is known again', async () => {
  shop.send({
    orders: [
      {
        order_id: 'O-later',
        customer_id: 'another account',
        email: anna.email.toUpperCase(),
        phone: anna.phone,
        ship_name: anna.name,
        ship_line1: 'Lindenallee 4141',
        ship_line2: anna.flat,
        ship_city: 'Berlin',
        ship_postal_code: '10437',
        ship_country: 'DE',
        device_id: anna.device,
      },
    ],
  })
  await runAll(places)
  const [same] = await asked(places, (warehouse) =>
    warehouse.rows(
      `select count(distinct email) as emails, count(distinct phone) as phones, count(distinct device_id) as devices,
         count(distinct ship_address) as doors, count(distinct ship_family_name) as families
       from staging.orders where order_id in ('O-771', 'O-later')`,
    ),
  )
  expect(same).toEqual({ emails: '1', phones: '1', devices: '1', doors: '1', families: '1' })
})

test('a key of the environment is changed there, and the one before it proves that it is known', async () => {
  const rotate = () => rotateKey(before, { isLost: false, progress: silent })
  const key = pseudonymKey(before)
  process.env.RECOUP_PSEUDONYM_KEY = 'from the vault'
  try {
    await expect(rotate()).rejects.toThrow('The key in use was not given beside a new one.')
    process.env.RECOUP_FORMER_PSEUDONYM_KEY = key
    expect(await rotate()).toEqual({ is_made_here: false, former_keys: 0 })
    const again = await rotate()
    expect(again).toEqual({ is_made_here: false, former_keys: 0 })
  } finally {
    for (const name of ['RECOUP_PSEUDONYM_KEY', 'RECOUP_FORMER_PSEUDONYM_KEY']) delete process.env[name]
  }
  await expect(runAll(before)).rejects.toThrow('The key of pseudonyms is another one')
  await rotateKey(before, { isLost: true, progress: silent })
  await runAll(before)
})

test('a change of keys that was cut short is brought to its end, or never was', () => {
  const elsewhere = shopFolder()
  const key = pseudonymKey(elsewhere)
  const next = { former: [key], key: 'a newer one' }
  prepareChange(elsewhere, next)
  settleChange(elsewhere, digestOf({ former: [], key }))
  expect(pseudonymKey(elsewhere)).toBe(key)
  prepareChange(elsewhere, next)
  settleChange(elsewhere, digestOf(next))
  expect(pseudonymKey(elsewhere)).toBe('a newer one')
  expect(existsSync(elsewhere.nextKeys)).toBe(false)
})
