import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
import { atDesk, type Desk } from '../../../pipelines/runner/desk.ts'
import { type Places, placesOf } from '../../../pipelines/runner/places.ts'
import { reading } from '../../../pipelines/runner/reading.ts'
import { stoppable } from '../../../pipelines/runner/stopping.ts'
import { buildSite } from '../../../pipelines/site.ts'

const buildLock = fileURLToPath(new URL('../../../reports/.building.lock', import.meta.url))

function places(): Places {
  const data = mkdtempSync(join(tmpdir(), 'recoup stopping '))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  return placesOf({ data }, {})
}

/** Asks this very process to end, as an operator would. */
const stopMe = (signal: NodeJS.Signals = 'SIGTERM') => process.kill(process.pid, signal)

/** A statement of a day or two. */
const endless = 'select count(*) from range(1000000000) a, range(1000000000) b where a.range + b.range = -1'

const left = (shop: Places) =>
  reading(shop, async (warehouse) => ({
    runs: await warehouse.rows('select outcome, message from ledger.runs order by started_at'),
    steps: await warehouse.rows('select step from made order by step'),
  }))

/** A run of three steps, in the second of which it is asked to end. */
async function threeSteps({ warehouse }: Desk, stop: (work: Promise<unknown>) => void): Promise<void> {
  await warehouse.run('create table made (step int)')
  for (const step of [1, 2, 3])
    await warehouse.transaction(async () => {
      await warehouse.run(`insert into made values (${step})`)
      if (step !== 2) return
      const work = warehouse.run(endless)
      stop(work)
      // A loader goes on when a file fails, which this is not.
      await work.catch(() => undefined)
    })
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s rolls the step back, lets the lock go and says so',
  async (signal) => {
    const shop = places()
    const run = atDesk(shop, 'run', (desk) => threeSteps(desk, () => void setImmediate(() => stopMe(signal))))
    const sentence = `It was stopped by ${signal}.`
    await expect(run).rejects.toMatchObject({ name: 'Problem', message: sentence, mayPass: true })
    expect(existsSync(shop.lock)).toBe(false)
    expect(await left(shop)).toEqual({
      runs: [{ outcome: 'stopped', message: sentence }],
      steps: [{ step: 1 }],
    })
  },
)

test('a run that is asked to end before it has begun does not begin', async () => {
  const shop = places()
  let begun = false
  const run = atDesk(shop, 'run', async () => {
    begun = true
  })
  const once = (event: string | symbol) => {
    if (event !== 'SIGTERM') return
    process.off('newListener', once)
    process.nextTick(stopMe)
  }
  process.on('newListener', once)
  await expect(run).rejects.toMatchObject({ message: 'It was stopped by SIGTERM.' })
  expect({ begun, locked: existsSync(shop.lock) }).toEqual({ begun: false, locked: false })
})

test('pages that are being built are given up with all that builds them', async () => {
  const shop = places()
  mkdirSync(shop.published)
  writeFileSync(shop.snapshot, 'a snapshot')
  const site = buildSite(shop)
  await vi.waitUntil(() => existsSync(buildLock))
  stopMe()
  await expect(site).rejects.toMatchObject({ message: 'It was stopped by SIGTERM.' })
  expect(existsSync(buildLock)).toBe(false)
})

test('nothing follows work that was asked to end as it ended', async () => {
  const work = stoppable(async (stop) => {
    stopMe()
    await new Promise((resolve) => stop.addEventListener('abort', resolve))
    return 'done'
  })
  await expect(work).rejects.toMatchObject({ message: 'It was stopped by SIGTERM.' })
})
