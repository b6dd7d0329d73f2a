import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Feed } from '../../../sources/feed.ts'

const folder = fileURLToPath(new URL('../../../sources/feeds', import.meta.url))
const feeds = new Map<string, Feed>()
for (const file of readdirSync(folder)) {
  const [declared] = Object.values(await import(`${folder}/${file}`)) as Feed[]
  if (declared) feeds.set(file.replace('.ts', ''), declared)
}

test('there are sixteen, each named as its file', () => {
  expect([...feeds.keys()]).toHaveLength(16)
  for (const [file, { name }] of feeds) expect(name).toBe(file)
})

test.each([...feeds])('%s says what it holds', (_, { about, key, happenedAt, columns, rules }) => {
  expect(about).toMatch(/^[A-Z].*\.$/)
  for (const { facts } of Object.values(columns)) expect(facts.about).toMatch(/^[A-Z].*\.$/)
  for (const column of key) expect(columns).toHaveProperty(column)
  for (const column of happenedAt) expect(columns[column]?.facts.kind).toBe('instant')
  for (const rule of rules) for (const column of rule.together) expect(columns).toHaveProperty(column)
})

test.each([...feeds])('%s refers only to records that there are', (_, { columns }) => {
  for (const { facts } of Object.values(columns)) {
    if (!facts.refersTo) continue
    const [feed = '', column = ''] = facts.refersTo.split('.')
    expect(feeds.get(feed)?.columns).toHaveProperty(column)
  }
})

test('currencies and countries are codes', () => {
  const coded = (what: string) => what === 'currency' || what === 'country' || what.endsWith('_country')
  for (const { columns } of feeds.values()) {
    for (const [column, { facts }] of Object.entries(columns))
      expect(facts.pattern !== undefined, column).toBe(coded(column))
  }
})

test('personal columns are marked', () => {
  const marked = [...feeds.values()].flatMap(({ name, columns }) =>
    Object.entries(columns).flatMap(([column, { facts }]) =>
      facts.personal ? [`${name}.${column} ${facts.personal}`] : [],
    ),
  )
  expect(marked.sort()).toEqual([
    'customers.email email',
    'customers.name name',
    'customers.phone phone',
    'orders.device_id device',
    'orders.email email',
    'orders.ip_address ip',
    'orders.payment_fingerprint payment',
    'orders.phone phone',
    'orders.ship_line1 street',
    'orders.ship_line2 street',
    'orders.ship_name name',
    'tracking_events.signed_by signature',
  ])
})
