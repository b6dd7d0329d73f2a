import { expect, test } from 'vitest'
import { laneCounts } from '../../../models/facts/lane_counts.ts'
import { laneLosses } from '../../../models/facts/lane_losses.ts'
import { given, type RecordsGiven } from '../given.ts'

type Parcel = {
  readonly id: string
  readonly delivered: string
  readonly claimed?: string
  readonly customer?: string
  readonly carrier?: string
  readonly service?: string
  readonly facility?: string
  readonly route?: string
  readonly postal?: string
  readonly device?: string
}

/** Each parcel is an order of its own, by an account of its own where it names none. */
const sent = (parcels: readonly Parcel[]): RecordsGiven => ({
  orders: parcels.map(({ id, customer = id, postal = '75001', device = null }) => ({
    order_id: id,
    customer_id: customer,
    ordered_at: '2026-01-01',
    ship_postal_code: postal,
    dwelling: 'house',
    device_id: device,
  })),
  shipments: parcels.map(({ id, carrier = 'ups', service = 'ground' }) => ({
    shipment_id: id,
    order_id: id,
    tracking_number: id,
    carrier,
    service,
    shipped_at: '2026-01-02',
  })),
  tracking_events: parcels.map(({ id, carrier = 'ups', facility = 'depot', route = 'r1', delivered }) => ({
    tracking_number: id,
    carrier,
    status: 'delivered',
    occurred_at: delivered,
    facility,
    route,
  })),
  claims: parcels.flatMap(({ id, claimed }) =>
    claimed ? [{ claim_id: `k-${id}`, order_id: id, claimed_at: claimed }] : [],
  ),
})

const settings = { laneShrinkage: 10, laneStart: 0.1 }

const lossOf = async (records: RecordsGiven, watched: 'claim' | 'parcel', id: string) => {
  const rows = await (await given(records, { settings })).rows(laneLosses)
  const row = rows.find((one) => one.watched === watched && one.watched_id === id)
  if (!row) throw new Error(`No lane loss for the ${watched} ${id}.`)
  return row
}

const watchedParcel: Parcel = { id: 'mine', delivered: '2026-01-20', claimed: '2026-01-25' }

test('at each level down the way: q = (k + m·parent) / (n + m)', async () => {
  const row = await lossOf(
    sent([
      { id: 'same way, claimed', delivered: '2026-01-05', claimed: '2026-01-08' },
      { id: 'another route', delivered: '2026-01-05', route: 'r2', postal: '60601' },
      {
        id: 'another service',
        delivered: '2026-01-05',
        service: 'express',
        facility: 'hub',
        postal: '60601',
      },
      { id: 'another carrier', delivered: '2026-01-05', carrier: 'dhl', facility: 'depot' },
      watchedParcel,
    ]),
    'claim',
    'k-mine',
  )

  const all = (1 + 10 * 0.1) / (4 + 10)
  const carrier = (1 + 10 * all) / (3 + 10)
  const service = (1 + 10 * carrier) / (2 + 10)
  const facility = (1 + 10 * service) / (2 + 10)
  const route = (1 + 10 * facility) / (1 + 10)
  const area = (1 + 10 * route) / (2 + 10)
  expect(row.lane_loss).toBeCloseTo(area, 12)
  expect(row).toMatchObject({ lane_parcels: 2, lane_claimed: 1 })
})

test('before any parcel was seen it is the share assumed', async () => {
  expect(await lossOf(sent([watchedParcel]), 'parcel', 'mine')).toMatchObject({
    lane_loss: 0.1,
    lane_parcels: 0,
    lane_claimed: 0,
  })
})

test('the identity’s own parcels and claims are left out, those of its linked accounts too', async () => {
  const others: Parcel[] = [
    { id: 'x', delivered: '2026-01-05', claimed: '2026-01-08' },
    { id: 'y', delivered: '2026-01-06' },
  ]
  const mine: Parcel = { ...watchedParcel, customer: 'me', device: 'tablet' }
  const ring: Parcel[] = [
    { id: 'earlier', delivered: '2026-01-07', claimed: '2026-01-09', customer: 'me' },
    { id: 'linked', delivered: '2026-01-07', claimed: '2026-01-09', customer: 'my other', device: 'tablet' },
  ]

  const alone = await lossOf(sent([...others, mine]), 'claim', 'k-mine')
  expect(alone).toMatchObject({ lane_parcels: 2, lane_claimed: 1 })
  expect(await lossOf(sent([...others, ...ring, mine]), 'claim', 'k-mine')).toEqual(alone)
  // The same two parcels of strangers do count.
  const strangers = ring.map(({ customer: _, device: __, ...parcel }) => parcel)
  expect(await lossOf(sent([...others, ...strangers, mine]), 'claim', 'k-mine')).toMatchObject({
    lane_parcels: 4,
    lane_claimed: 3,
  })
})

test('only what happened before the moment counts', async () => {
  const before: Parcel = { id: 'before', delivered: '2026-01-05', claimed: '2026-01-24' }
  const known = await lossOf(sent([before, watchedParcel]), 'claim', 'k-mine')
  expect(known).toMatchObject({ lane_parcels: 1, lane_claimed: 1 })

  const later: Parcel[] = [
    { id: 'at that instant', delivered: '2026-01-25' },
    { id: 'after', delivered: '2026-01-26', claimed: '2026-01-28' },
  ]
  expect(await lossOf(sent([before, ...later, watchedParcel]), 'claim', 'k-mine')).toEqual(known)
  const claimedThen: Parcel = { ...before, claimed: '2026-01-25' }
  expect(await lossOf(sent([claimedThen, watchedParcel]), 'claim', 'k-mine')).toMatchObject({
    lane_parcels: 1,
    lane_claimed: 0,
  })
})

test('a parcel is judged by its lane at its delivery, a claim on it by the lane at the claim', async () => {
  const records = sent([
    { id: 'early', delivered: '2026-01-05', claimed: '2026-01-22' },
    { id: 'between', delivered: '2026-01-23' },
    watchedParcel,
  ])

  expect(await lossOf(records, 'parcel', 'mine')).toMatchObject({ lane_parcels: 1, lane_claimed: 0 })
  expect(await lossOf(records, 'claim', 'k-mine')).toMatchObject({ lane_parcels: 2, lane_claimed: 1 })
})

test('a claim made before the parcel arrived does not know the facility that it will pass', async () => {
  const records = sent([
    { id: 'early', delivered: '2026-01-05' },
    { id: 'mine', delivered: '2026-01-20', claimed: '2026-01-15' },
  ])
  const shop = await given(records, { settings })
  const rows = await shop.rows(laneCounts)

  expect(rows.find(({ watched_id }) => watched_id === 'k-mine')).toMatchObject({
    carrier_parcels: 1,
    facility: null,
    facility_parcels: 0,
    route: null,
    route_parcels: 0,
  })
  expect(await lossOf(records, 'claim', 'k-mine')).toMatchObject({ lane_parcels: 0 })
})

test('a missing part of the way is no lane of its own', async () => {
  const records = sent([
    { id: 'early', delivered: '2026-01-05', claimed: '2026-01-08' },
    { id: 'mine', delivered: '2026-01-20', claimed: '2026-01-25' },
  ])
  const shop = await given({
    ...records,
    shipments: records.shipments?.map((shipment) => ({ ...shipment, service: null })) ?? [],
    tracking_events: records.tracking_events?.map((event) => ({ ...event, facility: null })) ?? [],
  })
  const rows = await shop.rows(laneCounts)

  expect(rows.find(({ watched_id }) => watched_id === 'k-mine')).toMatchObject({
    carrier_parcels: 2,
    carrier_claimed: 1,
    service_parcels: 0,
    facility_parcels: 0,
    route_parcels: 0,
    area_parcels: 2,
  })
})
