import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { afterAll, expect, test, vi } from 'vitest'
import type { HealthFile } from '../../pipelines/schedule/health.ts'
import type { Memory } from '../../pipelines/schedule/memory.ts'
import type { Status } from '../../pipelines/status.ts'
import { expectProblem, recoupHere, recoupStartedIn } from './command.ts'
import { DeskShop } from './desk_shop.ts'

const shop = new DeskShop()
afterAll(() => shop.remove())

const patiently = { timeout: 120_000, interval: 50 }
const memory = () => (JSON.parse(readFileSync(shop.at('schedule.json'), 'utf8')) as Memory).nightly
const health = () => JSON.parse(readFileSync(shop.at('health.json'), 'utf8')) as HealthFile
const started = () => recoupStartedIn(shop.folder, ['schedule', '--data', 'shop'])

/** The schedule slept through a night. */
function missOneNight(): void {
  const settled = new Date(Date.now() - 3 * 24 * 3_600_000).toISOString()
  const known = { settled, begun: null, lastEnded: null, lastSuccess: null, failures: 0 }
  writeFileSync(shop.at('schedule.json'), JSON.stringify({ nightly: known }))
}

test('a schedule ends cleanly in the middle of a run, which it owes and runs once when it is back', async () => {
  shop.send({ orders: [{ order_id: 'o1' }] })
  shop.settings({ schedule: { nightly: { cron: '0 5 * * *', runs: 'run' } } })
  missOneNight()

  const first = started()
  await vi.waitUntil(() => existsSync(shop.at('recoup.lock')), patiently)
  first.end('SIGTERM')
  expect(await first.ended).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringMatching(/nightly: `recoup run` next at \d{4}-\d\d-\d\d 05:00 UTC\.$/m),
  })
  expect(existsSync(shop.at('recoup.lock')) || existsSync(shop.at('schedule.lock'))).toBe(false)
  expect(memory()).toMatchObject({ begun: null, lastSuccess: null, lastEnded: { outcome: 'stopped' } })
  expect(health().running).toBeNull()

  const second = started()
  await vi.waitUntil(() => health().running !== null, patiently)
  expect(health().running).toMatchObject({ pipeline: 'nightly', process: expect.any(Number) })
  expectProblem(
    await recoupStartedIn(shop.folder, ['schedule', '--data', 'shop']).ended,
    /`recoup schedule` has been at work/,
  )
  await vi.waitUntil(() => health().status !== null && health().running === null, patiently)
  second.end('SIGINT')
  expect((await second.ended).code).toBe(0)
  expect(memory()).toMatchObject({ begun: null, failures: 0, lastEnded: { outcome: 'succeeded' } })
  expect(health()).toMatchObject({
    pipelines: [{ pipeline: 'nightly', lastSuccess: { outcome: 'succeeded' }, next: expect.any(String) }],
    status: { feeds: [{ feed: 'orders', rows: '1' }] },
    freshness: [{ feed: 'orders', isLate: false }],
  })
  const { runs } = await shop.json<Status>('status')
  expect(runs.filter(({ outcome }) => outcome === 'succeeded')).toHaveLength(1)
  expect(readFileSync(shop.at('logs/nightly.log'), 'utf8')).toContain('1 accepted')
})

test('the status is told while a run holds the warehouse, as the schedule saw it last', async () => {
  const free = await shop.json<Status>('status')
  const holder = { pid: process.pid, host: hostname(), command: 'run', since: new Date().toISOString() }
  writeFileSync(shop.at('recoup.lock'), JSON.stringify(holder))
  const held = await shop.json<Status & { seen_at: string }>('status')
  const told = await recoupHere(shop.folder, ['status', '--data', 'shop'])
  rmSync(shop.at('recoup.lock'))
  expect(held).toMatchObject({ running: holder, feeds: free.feeds, schedule: { isAtWork: false } })
  expect(held.seen_at).toBe(health().ledgerReadAt)
  expect(told.out).toMatch(/^`recoup run` is at work/)
  expect(told.out).toMatch(/^ {2}nightly +next \d{4}-.* last success \d{4}-/m)
  expect(told.out).toMatch(/^ {2}orders +\d{4}-.* nothing expected yet$/m)
})
