import { expect, test } from 'vitest'
import { claimFacts } from '../../../models/facts/claim_facts.ts'
import { given, type RecordsGiven } from '../given.ts'

/** A parcel scanned as delivered ten days before the claim on it, which is made on 2026-01-12 09:00. */
const parcel = {
  orders: [{ total_amount: 80, ship_latitude: 32.7767, ship_longitude: -96.797 }],
  shipments: [{ shipped_at: '2026-01-01 18:00' }],
  claims: [{ amount: 60 }],
} satisfies RecordsGiven
const delivered = { status: 'delivered', occurred_at: '2026-01-02 09:00' }

const factsOf = async (records: RecordsGiven) => (await given({ ...parcel, ...records })).row(claimFacts)

test('a scan as delivered counts with its distance, proof and days, if it was there by the claim', async () => {
  const facts = await factsOf({
    tracking_events: [
      // A hundredth of a degree of latitude is 1,112 metres.
      { ...delivered, latitude: 32.7867, longitude: -96.797, proof: 'photo' },
      { ...delivered, occurred_at: '2026-01-05', latitude: 32.7767, longitude: -96.797, proof: 'pin' },
    ],
  })

  expect(facts).toMatchObject({
    case_type: 'claim',
    case_id: 'k1',
    stage: 'claimed',
    known_at: '2026-01-12 09:00:00',
    claim_type: 'not_received',
    case_amount: '60.0000',
    order_amount: '80.0000',
    has_delivered_scan: true,
    delivered_days_before: 10,
    proof: 'photo',
    had_trouble: false,
    is_sent_back: false,
  })
  expect(facts.metres_from_address).toBeGreaterThan(1100)
  expect(facts.metres_from_address).toBeLessThan(1125)
})

test('a scan after the claim is not known, and scans before it without a delivery are', async () => {
  const later = { ...delivered, occurred_at: '2026-01-12 09:00:01', latitude: 32.7, longitude: -96.7 }
  const trouble = { status: 'exception', occurred_at: '2026-01-03' }
  const back = { status: 'returning', occurred_at: '2026-01-13' }

  expect(await factsOf({ tracking_events: [trouble, later, back] })).toMatchObject({
    has_delivered_scan: false,
    delivered_days_before: null,
    metres_from_address: null,
    proof: null,
    had_trouble: true,
    is_sent_back: false,
  })
  expect(await factsOf({ tracking_events: [{ ...trouble, status: 'returning' }] })).toMatchObject({
    had_trouble: false,
    is_sent_back: true,
  })
})

test('without any scan nothing is known of the delivery, which is not the same as no', async () => {
  const unknown = {
    has_delivered_scan: null,
    delivered_days_before: null,
    metres_from_address: null,
    proof: null,
    had_trouble: null,
    is_sent_back: null,
  }

  expect(await factsOf({})).toMatchObject({ ...unknown, same_route_claims: 0, lane_parcels: 0 })
  expect(
    await factsOf({ tracking_events: [{ ...delivered, occurred_at: '2026-01-12 10:00' }] }),
  ).toMatchObject(unknown)
  // Nor of the lane, where there was no parcel yet.
  expect(await factsOf({ shipments: [{ shipped_at: '2026-01-12 10:00' }] })).toMatchObject({
    ...unknown,
    same_route_claims: null,
    lane_loss: null,
    lane_parcels: null,
  })
})

test('a distance needs both places', async () => {
  expect(await factsOf({ tracking_events: [delivered] })).toMatchObject({
    has_delivered_scan: true,
    metres_from_address: null,
  })
})

test('paid before is what had been paid out on the order by then, converted, fees left out', async () => {
  const paid = (payout_id: string, paid_at: string, rest: object = {}) => ({
    payout_id,
    paid_at,
    amount: 10,
    ...rest,
  })
  const facts = await factsOf({
    payouts: [
      paid('p1', '2026-01-05'),
      paid('p2', '2026-01-06', { amount: 12, kind: 'reship', currency: 'EUR' }),
      paid('p3', '2026-01-07', { kind: 'chargeback_fee' }),
      paid('p4', '2026-01-12 09:00'),
      paid('p5', '2026-01-20'),
    ],
    fx_rates: [{ day: '2026-01-06', currency: 'EUR', rate: 1.5 }],
  })

  expect(facts).toMatchObject({ paid_before_amount: '28.0000', paid_before_share: 28 / 80 })
  expect(await factsOf({})).toMatchObject({ paid_before_amount: '0.0000', paid_before_share: 0 })
  // A share of nothing is unknown.
  expect(await factsOf({ orders: [{ total_amount: 0 }] })).toMatchObject({ paid_before_share: null })
})

test('returns of the order count if they were asked for before', async () => {
  const facts = await factsOf({
    returns: [
      { return_id: 'r1', requested_at: '2026-01-11' },
      { return_id: 'r2', requested_at: '2026-01-12 09:00' },
    ],
  })
  expect(facts.returns_before).toBe(1)
})

test('a claim that names a parcel is about that one, another about the first of its order', async () => {
  const two = {
    shipments: [
      { shipment_id: 's1', tracking_number: 't1', shipped_at: '2026-01-01' },
      { shipment_id: 's2', tracking_number: 't2', shipped_at: '2026-01-03' },
    ],
    tracking_events: [{ tracking_number: 't1', ...delivered }],
  }

  expect(await factsOf(two)).toMatchObject({ has_delivered_scan: true })
  expect(await factsOf({ ...two, claims: [{ shipment_id: 's2' }] })).toMatchObject({
    has_delivered_scan: null,
  })
})

test('claims of others on the same route within a day speak of the carrier', async () => {
  const neighbour = (id: string, deliveredAt: string, claimedAt: string, route = 'r7') => ({
    order: { order_id: id, customer_id: id },
    shipment: { shipment_id: id, order_id: id, tracking_number: id, shipped_at: '2026-01-01' },
    event: { ...delivered, tracking_number: id, occurred_at: deliveredAt, facility: 'depot', route },
    claim: { claim_id: `k-${id}`, order_id: id, claimed_at: claimedAt },
  })
  const neighbours = [
    neighbour('same day', '2026-01-02 15:00', '2026-01-04'),
    neighbour('a day later', '2026-01-03 09:00', '2026-01-05'),
    neighbour('too late', '2026-01-03 09:01', '2026-01-05'),
    neighbour('another route', '2026-01-02 10:00', '2026-01-04', 'r8'),
    neighbour('claims after', '2026-01-02 10:00', '2026-01-12 09:00'),
  ]
  const shop = await given({
    orders: [{}, ...neighbours.map(({ order }) => order)],
    shipments: [{ shipped_at: '2026-01-01 18:00' }, ...neighbours.map(({ shipment }) => shipment)],
    tracking_events: [
      { ...delivered, facility: 'depot', route: 'r7' },
      ...neighbours.map(({ event }) => event),
    ],
    claims: [{}, ...neighbours.map(({ claim }) => claim)],
  })
  const facts = (await shop.rows(claimFacts)).find(({ case_id }) => case_id === 'k1')

  expect(facts?.same_route_claims).toBe(2)
})
