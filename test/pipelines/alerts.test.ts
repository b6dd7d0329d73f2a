import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { settingsSchema } from '../../models/settings.ts'
import { type Alert, type Book, emptyBook, noted, taken } from '../../pipelines/alerts/book.ts'
import { channelsOf } from '../../pipelines/alerts/channels.ts'
import { Alerts, readBook } from '../../pipelines/alerts.ts'
import { type Places, placesOf } from '../../pipelines/runner/places.ts'
import { receiver } from './receiver.ts'

function places(): Places {
  const data = mkdtempSync(join(tmpdir(), "Rita's alerts "))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  return placesOf({ data }, {})
}

const late = { key: 'late/orders', what: 'No new records of orders.' }
const held = { key: 'held/claims', what: 'In quarantine: 5.0% of the rows of claims.' }

/** Alerts of a shop, and what they said of themselves. */
function alertsOf(shop: Places, alerts: object, environment: NodeJS.ProcessEnv = process.env) {
  const said: string[] = []
  const settings = settingsSchema.parse({ shopName: 'A shop', alerts })
  const channels = channelsOf(shop, settings, { environment, seconds: 0.2 })
  const kept = new Alerts(shop, channels, (sentence) => void said.push(sentence))
  const raise = async (...faults: { key: string; what: string }[]) => {
    kept.note(faults, new Date('2026-01-10T12:00:00Z'))
    await kept.tell()
  }
  return { raise, said }
}

const bodies = (posts: readonly { body: string }[]) =>
  posts.map(({ body }) => JSON.parse(body) as Alert & { text: string })

const told = (posts: readonly { body: string }[]) =>
  bodies(posts).map(({ state, fault }) => `${state} ${fault}`)

test('a fault is told once when it arises and once when it is no more, in words and in parts', async () => {
  const shop = places()
  const { taken: posts, url } = await receiver()
  const { raise } = alertsOf(shop, { url })
  for (const faults of [[late], [late], [late, held], [held], [held], []]) await raise(...faults)

  const all = ['raised late/orders', 'raised held/claims', 'cleared late/orders', 'cleared held/claims']
  expect(told(posts)).toEqual(all)
  expect(bodies(posts).slice(0, 3)).toMatchObject([
    {
      text: 'A shop: No new records of orders.',
      shop: 'A shop',
      what: late.what,
      since: '2026-01-10T12:00:00.000Z',
    },
    {},
    { text: 'A shop: no more since 2026-01-10 12:00 UTC: No new records of orders.' },
  ])
  const log = readFileSync(join(shop.logs, 'alerts.ndjson'), 'utf8').trim().split('\n')
  expect(told(log.map((body) => ({ body })))).toEqual(all)
})

test('what a webhook that fails, hangs or is away did not take comes when it is well, once and in order', async () => {
  const shop = places()
  const { taken: posts, answer, url, host } = await receiver()
  const { raise, said } = alertsOf(shop, { url })
  answer.status = 503
  await raise(late)
  await raise(late)
  Object.assign(answer, { status: 200, hangs: true })
  await raise(held)
  expect(said).toEqual([
    `The webhook at ${host} answered 503. What it did not take is told again.`,
    `The webhook at ${host} did not answer within 0.2 seconds. What it did not take is told again.`,
  ])
  // Each time it was the oldest that was tried, and nothing after it.
  expect(told(posts)).toEqual(['raised late/orders', 'raised late/orders', 'raised late/orders'])
  expect(new Set(bodies(posts).map(({ id }) => id)).size).toBe(1)

  answer.hangs = false
  posts.length = 0
  const afterRestart = alertsOf(shop, { url })
  await afterRestart.raise(held)
  await afterRestart.raise(held)
  expect(told(posts)).toEqual(['raised late/orders', 'cleared late/orders', 'raised held/claims'])
  expect(readBook(shop)).toMatchObject({ open: [held], untold: { webhook: [], log: [] } })
})

test('the address of the environment goes first, and its secret is nowhere', async () => {
  const shop = places()
  const [meant, other] = [await receiver(), await receiver()]
  meant.answer.status = 500
  const { raise, said } = alertsOf(shop, { url: other.url }, { RECOUP_ALERTS_URL: meant.url })
  await raise(late)
  expect(meant.taken).toHaveLength(1)
  expect(other.taken).toEqual([])
  const files = ['alerts.json', 'logs/alerts.ndjson'].map((file) =>
    readFileSync(join(shop.data, file), 'utf8'),
  )
  expect([...said, ...files].join()).not.toContain('hidden')
  expect(() => alertsOf(shop, {}, { RECOUP_ALERTS_URL: 'hidden' })).toThrow(
    'This is no address of a webhook.',
  )
})

test('a command has the alert as it is and none of the secrets, and what it does not take comes again', async () => {
  const shop = places()
  mkdirSync(shop.logs)
  const program = join(shop.data, 'notify me.sh')
  const out = join(shop.data, 'out')
  writeFileSync(
    program,
    `#!/bin/sh\n[ -e "$1.down" ] && exit 3\n{ cat; echo; echo "$RECOUP_PSEUDONYM_KEY."; } >> "$1"\n`,
  )
  chmodSync(program, 0o755)
  const { raise, said } = alertsOf(
    shop,
    { command: [program, out] },
    { ...process.env, RECOUP_PSEUDONYM_KEY: 'key' },
  )
  writeFileSync(`${out}.down`, '')
  await raise({ key: 'files/$(touch pwned)', what: '"; touch pwned; `touch pwned`' })
  expect(said).toEqual(['The command notify me.sh ended with 3. What it did not take is told again.'])
  rmSync(`${out}.down`)
  await raise({ key: 'files/$(touch pwned)', what: '' })
  const [body = '', secret] = readFileSync(out, 'utf8').trim().split('\n')
  expect(JSON.parse(body)).toMatchObject({ what: '"; touch pwned; `touch pwned`', state: 'raised' })
  expect({ secret, pwned: existsSync('pwned') }).toEqual({ secret: '.', pwned: false })
})

test('a command that is not there, or that takes too long, is said by its name alone', async () => {
  const { raise, said } = alertsOf(places(), { command: ['/nowhere/notify', '--token', 'hidden'] })
  await raise(late)
  const slow = alertsOf(places(), { command: ['sleep', '60'] })
  await slow.raise(late)
  expect([...said, ...slow.said].map((sentence) => sentence.split('. What')[0])).toEqual([
    'The command notify could not be started (ENOENT)',
    'The command sleep took over 0.2 seconds',
  ])
})

test('whatever comes and goes and whenever a channel is well, it takes each change once and in order', () => {
  const keys = ['a', 'b', 'c']
  const beat = fc.record({ faults: fc.subarray(keys), isWell: fc.boolean() })
  fc.assert(
    fc.property(fc.array(beat), (beats) => {
      let book: Book = emptyBook
      const took: Alert[] = []
      for (const [minute, { faults, isWell }] of [...beats, { faults: [], isWell: true }].entries()) {
        const now = new Date(Date.UTC(2026, 0, 1, 0, minute))
        book = noted(
          book,
          faults.map((key) => ({ key, what: key })),
          ['webhook'],
          now,
        )
        for (const alert of isWell ? (book.untold.webhook ?? []) : []) {
          took.push(alert)
          book = taken(book, 'webhook')
        }
      }
      expect(new Set(took.map(({ id }) => id)).size).toBe(took.length)
      for (const key of keys) {
        const states = took.filter(({ fault }) => fault === key).map(({ state }) => state)
        expect(states).toEqual(states.map((_, nth) => (nth % 2 === 0 ? 'raised' : 'cleared')))
        expect(states.length % 2).toBe(0)
      }
    }),
  )
})
