import { expect, test } from 'vitest'
import { queue } from '../../../models/scores/queue.ts'
import { queueFacts } from '../../../models/scores/queue_facts.ts'
import { type GivenOptions, given, type RecordsGiven } from '../given.ts'

const order = (order_id: string, customer_id: string, ordered_at: string, rest: object = {}) => ({
  order_id,
  customer_id,
  ordered_at,
  ship_postal_code: '75001',
  ship_country: 'US',
  dwelling: 'house',
  ...rest,
})

const delivered = (tracking_number: string, occurred_at: string, rest: object = {}) => ({
  tracking_number,
  occurred_at,
  status: 'delivered',
  facility: 'depot',
  route: 'r1',
  ...rest,
})

/** A friend’s account shares my device, and was found to abuse; of two strangers’ parcels one was claimed. */
const shop = {
  orders: [
    order('first', 'me', '2025-06-30 09:00', { device_id: 'laptop' }),
    order('friend', 'friend', '2025-12-01', { device_id: 'laptop' }),
    order('stranger', 'stranger', '2026-01-01'),
    order('another', 'another', '2026-01-01'),
    order('mine', 'me', '2026-01-15', { ship_latitude: 32.7767, ship_longitude: -96.797 }),
  ],
  order_lines: [{ order_id: 'mine', quantity: 2, unit_price_amount: 150 }],
  shipments: ['first', 'friend', 'stranger', 'another', 'mine'].map((id) => ({
    shipment_id: id,
    order_id: id,
    tracking_number: id,
    service: 'ground',
    shipped_at: id === 'first' ? '2025-07-01' : id === 'friend' ? '2025-12-02' : '2026-01-02',
  })),
  tracking_events: [
    delivered('first', '2025-07-03'),
    delivered('friend', '2025-12-05'),
    delivered('stranger', '2026-01-05'),
    delivered('another', '2026-01-05'),
    // A hundredth of a degree of latitude is 1,112 metres.
    delivered('mine', '2026-01-20 09:00', { latitude: 32.7867, longitude: -96.797, proof: 'photo' }),
  ],
  claims: [
    { claim_id: 'k-friend', order_id: 'friend', claimed_at: '2025-12-07', amount: 80 },
    { claim_id: 'k-stranger', order_id: 'stranger', claimed_at: '2026-01-08', amount: 80 },
    { claim_id: 'k-mine', order_id: 'mine', claimed_at: '2026-01-25 09:00', amount: 300 },
  ],
  decisions: [{ case_id: 'k-friend', decided_at: '2025-12-10', finding: 'abuse', action: 'deny' }],
} satisfies RecordsGiven

const options: GivenOptions = {
  asOf: '2026-02-10',
  settings: { reviewCost: 0, frictionCost: 0, laneShrinkage: 10, laneStart: 0.1 },
}

test('of a claim: its parcel, its lane beside the whole shop, and what its identity had done before', async () => {
  const built = await given(shop, options)
  const found = (await built.rows(queueFacts)).find(({ case_id }) => case_id === 'k-mine')

  expect(found).toMatchObject({
    case_type: 'claim',
    stage: 'claimed',
    has_delivered_scan: true,
    delivered_days_before: 5,
    proof: 'photo',
    is_signed_alike: null,
    had_trouble: false,
    lane_parcels: 2,
    lane_claimed: 1,
    neighbour_parcels: 2,
    neighbour_claims: 1,
    days_held: null,
    missing_units: null,
    // From 30 June to 25 January.
    account_age_days: 209,
    accounts: 2,
    linked_by: 'device',
    orders_before: 2,
    quiet_parcels_before: 1,
    claimed_parcels_before: 1,
    claims_before: 1,
    not_received_before: 1,
    abuse_found_before: 1,
    cleared_before: 0,
  })
  expect(found?.metres_from_address).toBeCloseTo(1112, -1)
  // The strangers’ two parcels, one claimed, beside ten of which a tenth is lost; and so five levels further down.
  const down = (parent: number) => (1 + 10 * parent) / (2 + 10)
  expect(found?.shop_loss).toBeCloseTo(down(0.1), 6)
  expect(found?.lane_loss).toBeCloseTo(down(down(down(down(down(down(0.1)))))), 6)
})

test('of a return: the goods that come back, and no lane', async () => {
  const built = await given(
    {
      ...shop,
      claims: [],
      decisions: [],
      returns: [{ return_id: 'r-mine', order_id: 'mine', requested_at: '2026-02-01 09:00' }],
      return_lines: [
        {
          return_id: 'r-mine',
          order_id: 'mine',
          quantity: 2,
          received_at: '2026-02-05',
          received_quantity: 1,
        },
      ],
    },
    options,
  )

  expect(await built.row(queueFacts)).toMatchObject({
    case_type: 'return',
    case_id: 'r-mine',
    stage: 'received',
    days_held: 12,
    missing_units: 1,
    lane_loss: null,
    lane_parcels: null,
    neighbour_parcels: null,
    proof: null,
    // From 30 June to 5 February.
    account_age_days: 219.625,
    orders_before: 2,
    claims_before: 0,
    abuse_found_before: 0,
  })
})

test('only the cases in the queue have facts, each once', async () => {
  const built = await given(shop, { ...options, settings: { ...options.settings, queueCapacity: 1 } })
  const named = (rows: readonly { case_type: string; case_id: string }[]) =>
    rows.map(({ case_type, case_id }) => `${case_type} ${case_id}`).sort()

  expect(named(await built.rows(queueFacts))).toEqual(named(await built.rows(queue)))
})
