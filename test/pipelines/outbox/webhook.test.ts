import { createHmac } from 'node:crypto'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type RunReport, run } from '../../../pipelines/run.ts'
import { atDesk } from '../../../pipelines/runner/desk.ts'
import type { Places } from '../../../pipelines/runner/places.ts'
import { silent } from '../../../pipelines/runner/progress.ts'
import { saidOfOutbox } from '../../../pipelines/runner/said.ts'
import { receiver, type Taken } from '../receiver.ts'
import { lost, put, shop } from './lost_parcel.ts'

const runPosting = (places: Places, url: string): Promise<RunReport> =>
  atDesk(places, 'run', (desk) =>
    run({ ...desk, settings: { ...desk.settings, webhook: { url } } }, { progress: silent }),
  )

const ids = (taken: readonly Taken[]): string[] =>
  taken.flatMap(({ body }) =>
    (JSON.parse(body) as { work: { action_id: string }[] }).work.map(({ action_id }) => action_id),
  )

const allWork = ['carrier_claims_to_file/s1', 'parcels_to_warn/s1']

test('new work is posted once, list by list, signed with the secret', async () => {
  vi.stubEnv('RECOUP_WEBHOOK_SECRET', 'between us')
  onTestFinished(() => void vi.unstubAllEnvs())
  const places = shop()
  const { taken, url } = await receiver()

  expect((await runPosting(places, url)).outbox.posted).toEqual({ rows: 2, fault: null })
  expect((await runPosting(places, url)).outbox.posted).toEqual({ rows: 0, fault: null })
  expect(ids(taken)).toEqual(allWork)
  const [{ headers, body }, warning] = taken as [Taken, Taken]
  expect(headers['content-type']).toBe('application/json')
  expect(headers['x-recoup-signature']).toBe(
    `sha256=${createHmac('sha256', 'between us').update(body).digest('hex')}`,
  )
  expect(JSON.parse(warning.body)).toMatchObject({
    list: 'parcels_to_warn',
    work: [{ to_do: 'tell the customer', value: 80, due_on: '2026-01-11', as_of: '2026-01-10T12:00:00Z' }],
  })
})

test('what was not taken is posted by the next run, and the run is none the worse', async () => {
  const places = shop()
  const { taken, answer, url, host } = await receiver()
  answer.status = 503
  const failed = await runPosting(places, url)

  expect(failed.outbox.posted).toEqual({ rows: 0, fault: `The webhook at ${host} answered 503.` })
  expect(failed.outbox.handedOut).toHaveLength(2)
  expect(saidOfOutbox(failed.outbox, places).join(' ')).not.toContain('hidden')

  answer.status = 204
  taken.length = 0
  expect((await runPosting(places, url)).outbox).toEqual({ handedOut: [], posted: { rows: 2, fault: null } })
  expect(ids(taken)).toEqual(allWork)
  expect(taken[0]?.headers['x-recoup-signature']).toBeUndefined()
})

test('nobody there is no fault of the run either', async () => {
  const places = shop()
  const { close, url, host } = await receiver()
  await close()

  expect((await runPosting(places, url)).outbox.posted).toEqual({
    rows: 0,
    fault: `The webhook at ${host} could not be reached (ECONNREFUSED).`,
  })
})

test('the work goes nowhere else, whatever the webhook answers', async () => {
  const places = shop()
  const [meant, other] = [await receiver(), await receiver()]
  Object.assign(meant.answer, { status: 307, location: other.url })

  expect((await runPosting(places, meant.url)).outbox.posted).toEqual({
    rows: 0,
    fault: `The webhook at ${meant.host} answered 307.`,
  })
  expect(other.taken).toEqual([])
})

test('what changed is posted again, what comes back too, and what is done before it was taken is not', async () => {
  const places = shop()
  put(places, 'tracking_events', [{ ...lost('s1'), status: 'damaged' }])
  const { taken, answer, url } = await receiver()
  await runPosting(places, url)
  put(places, 'tracking_events', [lost('s1', '2026-01-10T12:30:00Z')], 'second')
  await runPosting(places, url)
  expect(ids(taken)).toEqual([...allWork, ...allWork])

  const told = { notification_id: 'n1', order_id: 'o1', kind: 'delayed', sent_at: '2026-01-10T13:00:00Z' }
  put(places, 'notifications', [{ ...told, shipment_id: 's1' }])
  await runPosting(places, url)
  taken.length = 0
  put(places, 'notifications', [{ ...told, shipment_id: 's9' }], 'second')
  await runPosting(places, url)
  expect(ids(taken)).toEqual(['parcels_to_warn/s1'])

  answer.status = 500
  put(places, 'tracking_events', [lost('s2', '2026-01-10T13:30:00Z')], 'third')
  await runPosting(places, url)
  answer.status = 200
  taken.length = 0
  const arrived = { ...lost('s2', '2026-01-10T14:00:00Z'), status: 'delivered' }
  put(places, 'tracking_events', [arrived], 'fourth')
  await runPosting(places, url)
  expect(ids(taken)).toEqual([])
})

test('more than a hundred pieces are posted in parts', async () => {
  const places = shop()
  const many = Array.from({ length: 130 }, (_, at) => `m${String(at).padStart(3, '0')}`)
  put(
    places,
    'shipments',
    many.map((id) => ({
      shipment_id: id,
      order_id: 'o1',
      carrier: 'ups',
      tracking_number: `t-${id}`,
      shipped_at: '2026-01-02T10:00:00Z',
      freight_amount: '6.5',
    })),
    'many',
  )
  put(
    places,
    'tracking_events',
    many.map((id) => lost(id)),
    'many',
  )
  const { taken, url } = await receiver()

  expect((await runPosting(places, url)).outbox.posted).toEqual({ rows: 262, fault: null })
  expect(taken.map(({ body }) => (JSON.parse(body) as { work: unknown[] }).work.length)).toEqual([
    100, 31, 100, 31,
  ])
  expect(new Set(ids(taken)).size).toBe(262)
})
