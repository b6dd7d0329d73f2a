import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultSettings } from '../../models/settings.ts'
import { decide } from '../../pipelines/decide.ts'
import { customerVersion } from '../../pipelines/explain/customer.ts'
import { said } from '../../pipelines/explain/said.ts'
import { explain } from '../../pipelines/explain.ts'
import { replay } from '../../pipelines/replay.ts'
import { takeLock } from '../../pipelines/runner/lock.ts'
import { placesOf } from '../../pipelines/runner/places.ts'
import { silent } from '../../pipelines/runner/progress.ts'
import { reading } from '../../pipelines/runner/reading.ts'
import { type Asked, endSuppression, suppress, suppressionsInForce } from '../../pipelines/suppress.ts'
import { runAll } from '../laws/shop.ts'
import { DeskShop } from './desk_shop.ts'

const shop = new DeskShop()
const places = placesOf({ data: shop.at('.') }, {})

const asked: Asked = {
  caseId: 'A',
  signal: 'delivered_scan',
  for: 'identity',
  until: '2026-03-31',
  reason: 'the porter signs and forgets',
  reviewer: 'rita',
}
const silence = (changed: Partial<Asked> = {}) => suppress(places, defaultSettings, { ...asked, ...changed })
const end = (id: string) => endSuppression(places, defaultSettings, { id, reviewer: 'max' })
const inForce = () => suppressionsInForce(places, defaultSettings)
const log = () => readdirSync(shop.at('suppressions')).filter((name) => /^[^_.]/.test(name))

beforeAll(async () => {
  shop.sendNotReceived([
    { id: 'A', account: 'anna', day: '2026-01-10' },
    { id: 'undecided', account: 'carl', day: '2026-01-11' },
  ])
  const arrived = '2026-01-10T19:10:00Z'
  shop.send({
    returns: [{ return_id: 'R', order_id: 'A', requested_at: '2026-01-10T19:00:00Z' }],
    return_lines: [
      { return_id: 'R', order_id: 'A', received_at: arrived, inspected_at: arrived, grade: 'used' },
    ],
  })
  await runAll(places)
  // Neither is loaded yet: that a case was reviewed counts from the moment it was written down.
  for (const caseId of ['A', 'R'])
    await decide(places, defaultSettings, {
      caseId,
      finding: 'legitimate',
      action: 'approve',
      reviewer: 'rita',
    })
})
afterAll(() => shop.remove())

test.each([
  ['a case that nobody scored', { caseId: 'nobody' }, /No case nobody was scored/],
  ['a case that nobody decided on', { caseId: 'undecided' }, /Nobody has decided on undecided yet/],
  ['a signal that there is not', { signal: 'bad_mood' }, /There is no signal bad_mood of claims/],
  ['a signal that did not fire', { signal: 'no_delivered_scan' }, /no_delivered_scan did not fire on A/],
  ['an exact finding', { signal: 'paid_out_before' }, /an exact finding, which nobody can silence/],
  ['a day that is over', { until: '2026-01-11' }, /2026-01-11 is not after today, which is 2026-01-11 here/],
  ['a day too far off', { until: '2026-07-11' }, /more than 180 days after today/],
  ['a day that no calendar has', { until: '2026-02-30' }, /silenced_until is not/],
  ['no reason and no reviewer', { reason: '', reviewer: '' }, /reason is missing; reviewer is missing/],
])('%s is refused', async (_, changed, what) => {
  await expect(silence(changed)).rejects.toThrow(what)
  expect(log()).toEqual([])
})

test('a return has no lane', async () => {
  await expect(silence({ caseId: 'R', signal: 'used_goods', for: 'lane' })).rejects.toThrow(
    /Nothing is known of this case’s lane/,
  )
})

test('while a run is at work nothing is silenced, because the case cannot be looked at', async () => {
  const release = takeLock(places.lock, 'run')
  try {
    await expect(silence()).rejects.toThrow(/is writing to the warehouse/)
  } finally {
    release()
  }
})

test('what is silenced is on the disk when it is answered, and counts for later cases until it is ended', async () => {
  const { suppression, is_new, is_shop_clock } = await silence()
  expect(suppression).toMatchObject({ customer_id: 'anna', recorded_at: '2026-01-11T20:00:00.000000Z' })
  expect([is_new, is_shop_clock]).toEqual([true, true])
  expect(readFileSync(join(shop.at('suppressions'), log()[0] as string), 'utf8')).toBe(
    `${JSON.stringify(suppression)}\n`,
  )
  expect((await silence()).is_new).toBe(false)
  const lane = (await silence({ for: 'lane', until: '2026-07-10' })).suppression
  expect(lane).toMatchObject({ customer_id: null, carrier: 'ups', facility: 'Ulm' })
  expect(await inForce()).toEqual([suppression, lane])

  shop.sendNotReceived([
    { id: 'later', account: 'anna', day: '2026-01-12' },
    { id: 'same lane', account: 'ben', day: '2026-01-13' },
  ])
  await runAll(places)
  const before = await reading(places, (warehouse) => explain(warehouse, 'A'))
  expect(before.signals.find(({ signal }) => signal === 'delivered_scan')?.silenced).toBeNull()
  const of = (caseId: string) => reading(places, (warehouse) => explain(warehouse, caseId))
  const later = await of('later')
  expect(later.signals.find(({ signal }) => signal === 'delivered_scan')).toMatchObject({
    outcome: 'fired',
    weight: 0,
    silenced: {
      suppression_id: suppression.suppression_id,
      until: '2026-03-31',
      reason: asked.reason,
      reviewer: 'rita',
    },
  })
  expect(said(later).join('\n').replaceAll(/\s+/g, ' ')).toContain(
    `Silenced until 2026-03-31 by rita: ${asked.reason} (${suppression.suppression_id})`,
  )
  const letter = await reading(places, (warehouse) => customerVersion(warehouse, later))
  expect(letter.set_aside).toEqual(['The carrier reported the parcel as delivered before the claim.'])
  expect(letter.looked_at).not.toEqual(expect.arrayContaining([...letter.set_aside]))
  expect(JSON.stringify(letter)).not.toMatch(/porter|rita/)

  expect((await of('same lane')).signals.flatMap(({ silenced }) => silenced?.suppression_id ?? [])).toEqual([
    lane.suppression_id,
  ])

  const ended = (await end(suppression.suppression_id)).suppression
  expect(ended).toMatchObject({ ended_at: '2026-01-13T20:00:00.000000Z', ended_by: 'max' })
  await end(lane.suppression_id)
  await expect(end(lane.suppression_id)).rejects.toThrow(
    /was ended already, by max at 2026-01-13 20:00:00 UTC/,
  )
  await expect(end('SP-none')).rejects.toThrow(/There is no suppression SP-none/)
  expect(await inForce()).toEqual([])

  shop.sendNotReceived([{ id: 'after', account: 'anna', day: '2026-01-14' }])
  await runAll(places)
  expect((await of('after')).signals.flatMap(({ silenced }) => silenced ?? [])).toEqual([])
  expect((await of('later')).signals.flatMap(({ silenced }) => silenced?.until ?? [])).toEqual(['2026-01-13'])

  for (const caseId of ['later', 'same lane', 'after'])
    expect(await replay(places, defaultSettings, { caseId, progress: silent })).toMatchObject({
      identical: true,
    })
})

test('the command says what it lacks, and lists', async () => {
  const lacking = await shop.recoup('suppress', 'A', '--signal', 'delivered_scan')
  expect(lacking.code).toBe(2)
  expect(lacking.err).toMatch(/missing --for, --until, --reason, --reviewer/)
  expect((await shop.recoup('suppress', '--list')).out).toBe('No signal is silenced.\n')
})
