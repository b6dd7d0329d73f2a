import { expect, test } from 'vitest'
import { auditPlaces, audits } from '../../../models/scores/audits.ts'
import { queue } from '../../../models/scores/queue.ts'
import { settingsSchema } from '../../../models/settings.ts'
import { given, type RecordsGiven } from '../given.ts'

/** Claims of one day on parcels that were never scanned as delivered: nobody would look at one of them. */
const claimed = (claims: number, rest: object = {}): RecordsGiven => ({
  orders: Array.from({ length: claims }, (_, index) => ({ order_id: `o${index}`, customer_id: `c${index}` })),
  shipments: Array.from({ length: claims }, (_, index) => ({
    shipment_id: `s${index}`,
    order_id: `o${index}`,
    tracking_number: `t${index}`,
    shipped_at: '2026-05-20',
  })),
  tracking_events: Array.from({ length: claims }, (_, index) => ({
    tracking_number: `t${index}`,
    occurred_at: '2026-05-21',
  })),
  claims: Array.from({ length: claims }, (_, index) => ({
    claim_id: `k${index}`,
    order_id: `o${index}`,
    amount: 20,
    claimed_at: '2026-05-30 10:00',
    ...rest,
  })),
})

const settings = { queueCapacity: 20, auditShare: 0.1 }

/** The cases that were drawn. */
const drawnOf = async (records: RecordsGiven, chosen: object = settings) =>
  (await (await given(records, { settings: chosen })).rows(audits)).filter(({ is_drawn }) => is_drawn)

test('of each day so many cases are drawn as the queue has places for, each with the same probability', async () => {
  const rows = await (await given(claimed(50), { settings })).rows(audits)
  expect(rows).toHaveLength(50)
  for (const { drawn_on, propensity } of rows) {
    expect(drawn_on).toBe('2026-05-30')
    expect(propensity).toBeCloseTo(2 / 50, 12)
  }
  const drawn = rows.filter(({ is_drawn }) => is_drawn).map(({ case_id }) => case_id)
  expect(drawn).toHaveLength(2)
  // Drawn by lot, not by the order of their names.
  expect(drawn).not.toEqual(['k0', 'k1'])
})

test('who is drawn hangs on no weight and no amount', async () => {
  const ids = async (records: RecordsGiven, chosen: object) =>
    (await drawnOf(records, chosen)).map(({ case_id }) => case_id)
  const drawn = await ids(claimed(50), settings)
  expect(await ids(claimed(50, { amount: 100_000 }), settings)).toEqual(drawn)
  expect(await ids(claimed(50), { ...settings, priors: { claim: 0.4 } })).toEqual(drawn)
})

test('where there are fewer cases than places, each is drawn for certain', async () => {
  expect(await drawnOf(claimed(1))).toMatchObject([{ case_id: 'k0', propensity: 1 }])
})

test('a case that stands in the queue by itself takes no place of those that are drawn', async () => {
  const full = { queueCapacity: 3, auditShare: 0.1 }
  const shop = await given(claimed(3, { amount: 100_000 }), { settings: full })
  expect((await shop.rows(audits)).filter(({ is_drawn }) => is_drawn)).toHaveLength(1)
  expect((await shop.rows(queue)).map(({ rank }) => rank)).toEqual([1, 2, 3])
})

test('cases that were drawn stand among the others, and nothing in the queue says which they are', async () => {
  const dear = claimed(6, { amount: 100_000 })
  const cheap = claimed(12)
  const claims = [...(dear.claims ?? []).slice(0, 6), ...(cheap.claims ?? []).slice(6)]
  const shop = await given({ ...cheap, claims }, { settings: { ...settings, auditShare: 0.4 } })
  const drawn = (await shop.rows(audits)).filter(({ is_drawn }) => is_drawn).map(({ case_id }) => case_id)
  const worthwhile = (dear.claims ?? []).map(({ claim_id }) => claim_id)
  const others = drawn.filter((id) => !worthwhile.includes(id))
  const rows = await shop.rows(queue)

  expect(drawn).toHaveLength(8)
  expect(others.length).toBeGreaterThan(1)
  expect(rows.map(({ case_id }) => case_id).sort()).toEqual([...worthwhile, ...others].sort())
  expect(rows.map(({ rank }) => rank)).toEqual(rows.map((_, index) => index + 1))
  // Neither do they lead, nor do they all come last.
  expect(others).not.toContain(rows[0]?.case_id)
  expect(others).not.toEqual(rows.slice(-others.length).map(({ case_id }) => case_id))
  expect(Object.keys(queue.columns).join(' ')).not.toMatch(/audit|drawn|propensity/)
})

test('the share of places is a setting, and never all of them', () => {
  const places = (queueCapacity: number, auditShare: number) =>
    auditPlaces(settingsSchema.parse({ queueCapacity, auditShare }))
  expect([places(40, 0.075), places(10, 0.075), places(40, 0), places(1, 0.5)]).toEqual([3, 1, 0, 0])
})
