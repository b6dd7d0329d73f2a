import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { defaultSettings } from '../../../models/settings.ts'
import { placesOf } from '../../../pipelines/runner/places.ts'
import { Problem } from '../../../pipelines/runner/problems.ts'
import { pseudonymKey } from '../../../pipelines/runner/pseudonym_keys.ts'
import { readSettings } from '../../../pipelines/runner/settings.ts'

function folder(config?: string): string {
  const path = mkdtempSync(join(tmpdir(), 'recoup settings '))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  if (config !== undefined) writeFileSync(join(path, 'recoup.config.ts'), config)
  return path
}

test('without a file every setting is its default', async () => {
  expect(await readSettings(folder())).toEqual(defaultSettings)
})

test('what a file says counts, and the rest is default', async () => {
  const config = `type Shop = { shopName: string; matured: { claims: number } }
export default { shopName: 'Ada & Sons', matured: { claims: 45 } } satisfies Shop`

  expect(await readSettings(folder(config))).toEqual({
    ...defaultSettings,
    shopName: 'Ada & Sons',
    matured: { ...defaultSettings.matured, claims: 45 },
  })
})

test('all faults are told at once, with the file and what to do next', async () => {
  const at = folder(`export default {
    reportingCurrency: 'dollars',
    timeZone: 'Mars/Olympus',
    queueCapacity: 0,
    badRows: { share: 2, perFeed: { ordres: 0.1, online_retail: 0.5, orders: -1 } },
    priors: { claim: 2 },
    stock: { monthlyDepreciation: 3, perCategory: { phones: { waitDays: 0, waitHours: 5 } } },
    webhook: { url: 'https://ada:secret@tasks.example.com/take' },
    targets: { on_time_delivery: 0.95, on_time: 0.95 },
    schedule: { nightly: { cron: '0 25 * * *' }, noon: { cron: '0 12 * * *', timeZone: 'Mars' }, 'at/night': {} },
    alerts: { url: 'ftp://alerts.example.com', command: [] },
    expectedEvery: { ordres: 24, claims: 48 },
    connections: {
      shop_orders: { from: 'postgres', feed: 'orders', query: 'select 1' },
      alerts: { from: 'postgres', feed: 'orders', query: 'select 1' },
      refunds: { from: 'postgres', feed: 'refunds', query: ' ' },
      'my/shop': { from: 'postgres', feed: 'orders', query: 'select 1', password: 'hunter2' },
      desk: { from: 'oracle' },
    },
    colour: 'green',
  }`)
  const fault = await readSettings(at).catch((thrown: unknown) => thrown)

  expect(fault).toBeInstanceOf(Problem)
  const { message, where, next } = fault as Problem
  expect(where).toBe(join(at, 'recoup.config.ts'))
  expect(next).not.toBe('')
  for (const name of ['reportingCurrency', 'timeZone', 'queueCapacity', 'priors.claim', 'colour'])
    expect(message).toContain(name)
  for (const name of ['badRows.share', 'badRows.perFeed.orders']) expect(message).toContain(name)
  expect(message).toContain('is the name of no feed or sender\n  → at badRows.perFeed.ordres')
  expect(message).not.toContain('online_retail')
  expect(message).toContain('is the name of no feed or sender\n  → at expectedEvery.ordres')
  expect(message).not.toContain('expectedEvery.claims')
  expect(message).toContain('is the name of no feed or sender\n  → at connections.refunds.feed')
  expect(message).toContain('may not be empty\n  → at connections.refunds.query')
  for (const name of ['connections.alerts', 'connections["my/shop"]'])
    expect(message).toContain(`must be small letters, digits and _, and may not be alerts\n  → at ${name}`)
  expect(message).toContain('connections.desk')
  for (const hidden of ['shop_orders', 'hunter2']) expect(message).not.toContain(hidden)
  expect(message).toContain(
    'must be a cron line of five fields such as 0 5 * * *\n  → at schedule.nightly.cron',
  )
  for (const name of ['schedule.noon.timeZone', 'schedule["at/night"]', 'alerts.url', 'alerts.command'])
    expect(message).toContain(`at ${name}`)
  expect(message).toContain('is the name of no metric\n  → at targets.on_time')
  expect(message).not.toContain('targets.on_time_delivery')
  for (const name of ['stock.monthlyDepreciation', 'stock.perCategory.phones.waitDays', 'waitHours'])
    expect(message).toContain(name)
  expect(message).toContain('may hold no user and password\n  → at webhook.url')
  expect(message).not.toContain('secret')
  expect(message).toContain('ISO 4217')
})

test('a webhook is an address of the web', async () => {
  const read = (url: string) => readSettings(folder(`export default { webhook: { url: '${url}' } }`))

  expect((await read('https://tasks.example.com:8443/take?from=shop@home')).webhook?.url).toContain('8443')
  for (const url of ['ftp://tasks.example.com', 'tasks.example.com/take'])
    await expect(read(url)).rejects.toThrow('begins with https:// or http://')
})

test('the pseudonym key is made once, for its owner’s eyes alone', () => {
  const places = placesOf({ data: folder() }, {})
  const key = pseudonymKey(places, {})

  expect(key).toMatch(/^[0-9a-f]{64}$/)
  expect(statSync(places.pseudonymKey).mode & 0o777).toBe(0o600)
  expect(pseudonymKey(places, {})).toBe(key)
  expect(readFileSync(places.pseudonymKey, 'utf8').trim()).toBe(key)
  expect(pseudonymKey(placesOf({ data: folder() }, {}), {})).not.toBe(key)
})

test('a key from the environment is used, and none is written', () => {
  const places = placesOf({ data: folder() }, {})

  expect(pseudonymKey(places, { RECOUP_PSEUDONYM_KEY: 'from the vault' })).toBe('from the vault')
  expect(existsSync(places.pseudonymKey)).toBe(false)
})

test('flags name the places before the environment does, and that before the default', () => {
  const environment = { RECOUP_DATA: '/shops/b', RECOUP_INBOX: '/mnt/exports' }

  expect(placesOf({}, {})).toMatchObject({ data: join(process.cwd(), 'data') })
  expect(placesOf({}, { RECOUP_DATA: '/shops/b' })).toMatchObject({
    data: '/shops/b',
    inbox: '/shops/b/inbox',
    snapshot: '/shops/b/published/recoup.duckdb',
  })
  expect(placesOf({ data: '/shops/a', inbox: '/in' }, environment)).toMatchObject({
    data: '/shops/a',
    inbox: '/in',
  })
  expect(placesOf({ data: '/shops/a' }, environment)).toMatchObject({ inbox: '/mnt/exports' })
})

test('a key that was cut short is told, never used', () => {
  const places = placesOf({ data: folder() }, {})
  writeFileSync(places.pseudonymKey, '\n')
  expect(() => pseudonymKey(places, {})).toThrow('The key of pseudonyms is empty.')
})
