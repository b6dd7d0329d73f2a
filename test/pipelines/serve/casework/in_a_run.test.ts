import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultSettings } from '../../../../models/settings.ts'
import { CaseLogs } from '../../../../pipelines/decide/case_logs.ts'
import { decide } from '../../../../pipelines/decide.ts'
import { readQueue } from '../../../../pipelines/queue.ts'
import { takeLock } from '../../../../pipelines/runner/lock.ts'
import { placesOf } from '../../../../pipelines/runner/places.ts'
import { reading } from '../../../../pipelines/runner/reading.ts'
import type { KnownCases } from '../../../../pipelines/serve/casework/known_cases.ts'
import { Casework } from '../../../../pipelines/serve/casework.ts'
import { runAll } from '../../../laws/shop.ts'
import { DeskShop } from '../../desk_shop.ts'
import { asked, claim, person } from './desk.ts'

const shop = new DeskShop()
const places = placesOf({ data: shop.at('.') }, {})
const rita = person('rita')
const now = new Date('2026-11-23T08:00:00Z')
const cases: KnownCases = {
  asOf: '2026-01-10 20:00:00',
  loadedAt: new Date('2026-11-23T07:00:00Z'),
  find: ({ case_type, case_id }) =>
    case_type === 'claim' && ['A', 'B'].includes(case_id)
      ? { stage: 'claimed', opened_at: '2026-01-10 20:00:00', decisions: [] }
      : undefined,
}
const casework = new Casework(places, defaultSettings, cases, () => now)
const versionOf = (id: string) => casework.state(claim(id)).version

const queued = () =>
  reading(places, async (warehouse) => {
    const { cases } = await readQueue(warehouse, 'warehouse', new CaseLogs(places, 'test').standing())
    return cases.map(({ case_id }) => case_id)
  })
const counted = (select: string) => reading(places, (warehouse) => warehouse.count(select))
const decisions = () => counted('select count(*) from marts.decisions')
const findings = () => counted('select count(*) from facts.identity_histories where abuse_found_before > 0')
const commanded = (caseId: string, reviewer: string) =>
  decide(places, defaultSettings, { caseId, finding: 'legitimate', action: 'approve', reviewer }, now)

const send = (ids: readonly string[], day: string) =>
  shop.sendNotReceived(ids.map((id) => ({ id, account: 'anna', day })))

beforeAll(async () => {
  send(['A', 'B'], '2026-01-10')
  await runAll(places)
})
afterAll(() => shop.remove())

test('a decision taken back in a later load than its own counts nowhere, and its case waits again', async () => {
  expect(await queued()).toContain('A')
  const { decisions: written } = await casework.decide(rita, claim('A'), asked(versionOf('A')), 'k1')
  send(['C'], '2026-01-11')
  await runAll(places)
  expect([await decisions(), await findings()]).toEqual([1, 1])
  expect(await queued()).not.toContain('A')

  await casework.undo(rita, written[0]?.decision_id as string, 'k2')
  await runAll(places)
  expect([await decisions(), await findings()]).toEqual([0, 0])
  expect(await queued()).toContain('A')
  // Nobody has decided it, for the command as well.
  expect((await commanded('A', 'max')).is_new).toBe(true)
})

test('what somebody has taken at the desk nobody else decides by command, as long as they hold it', async () => {
  const taken = await casework.take(rita, claim('B'), { version: versionOf('B') })
  await expect(commanded('B', 'max')).rejects.toThrow(
    'rita has taken B to decide it, until 2026-11-23 16:00:00 UTC.',
  )
  await commanded('B', 'rita')
  const after = casework.state(claim('B'))
  expect(after).toMatchObject({ taken: null, decisions: [{ reviewer: 'rita', finding: 'legitimate' }] })
  expect(after.version > taken.version).toBe(true)
})

test('a signal is silenced after a decision, once for a key, and not while a run is at work', async () => {
  const silence = (version: string, changed = {}) =>
    casework.suppress(
      rita,
      claim('B'),
      {
        version,
        signal: 'delivered_scan',
        silenced_for: 'identity',
        silenced_until: '2026-03-31',
        reason: 'the porter signs for all',
        ...changed,
      },
      'k3',
    )
  const before = versionOf('B')
  const release = takeLock(places.lock, 'run')
  await expect(silence(before)).rejects.toThrow(/is writing to the warehouse/)
  release()

  const silenced = await silence(before)
  expect(silenced.suppressions).toMatchObject([{ signal: 'delivered_scan', reviewer: 'rita' }])
  expect(await silence(before)).toEqual(silenced)
  await expect(silence(before, { reason: 'another' })).rejects.toThrow(/Idempotency-Key/)
})
