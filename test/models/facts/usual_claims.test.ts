import { expect, test } from 'vitest'
import { claimFacts } from '../../../models/facts/claim_facts.ts'
import { usualClaims } from '../../../models/facts/usual_claims.ts'
import { usualDeliveries } from '../../../models/facts/usual_deliveries.ts'
import { given, type RecordsGiven } from '../given.ts'

type Parcel = {
  readonly id: string
  readonly customer?: string
  readonly scans?: readonly object[]
  readonly claims?: readonly object[]
  readonly charged?: number
}

/** Each parcel is an order of its own to one door, handed over on 2026-01-02. */
const sent = (parcels: readonly Parcel[]): RecordsGiven => ({
  orders: parcels.map(({ id, customer = id, charged = 0 }) => ({
    order_id: id,
    customer_id: customer,
    total_amount: charged,
    ship_latitude: 32.7767,
    ship_longitude: -96.797,
  })),
  shipments: parcels.map(({ id }) => ({
    shipment_id: id,
    order_id: id,
    tracking_number: id,
    shipped_at: '2026-01-02',
  })),
  tracking_events: parcels.flatMap(({ id, scans = [] }) =>
    scans.map((scan) => ({ tracking_number: id, ...scan })),
  ),
  claims: parcels.flatMap(({ id, claims = [] }) =>
    claims.map((claim, index) => ({ claim_id: `${id}-${index}`, order_id: id, ...claim })),
  ),
})

const there = { latitude: 32.7767, longitude: -96.797 }
const elsewhere = { latitude: 32.7867, longitude: -96.797 }
const delivered = { status: 'delivered', occurred_at: '2026-01-04 12:00' }
const day = '2026-02-01'

test('what had become of all parcels before a day, and of those claimed before it', async () => {
  const shop = await given(
    sent([
      { id: 'a', charged: 30, scans: [{ ...delivered, ...there, proof: 'photo' }] },
      {
        id: 'b',
        charged: 10,
        scans: [
          { status: 'exception', occurred_at: '2026-01-03' },
          { ...delivered, ...elsewhere, proof: 'pin' },
        ],
        claims: [{ claimed_at: '2026-01-06 12:00' }],
      },
      // Overdue on the day itself, thirty days after it left: not before it.
      { id: 'c', claims: [{ claimed_at: '2026-01-20' }] },
      { id: 'd', scans: [delivered], claims: [{ type: 'damaged', claimed_at: `${day} 10:00` }] },
      { id: 'e', scans: [delivered], claims: [{ claimed_at: `${day} 11:00` }] },
    ]),
  )

  expect((await shop.rows(usualDeliveries)).filter((row) => row.day === day)).toEqual([
    {
      day,
      parcels: 4,
      scanned: 4,
      delivered: 4,
      troubled: 1,
      proofs: 2,
      handed_over: 1,
      photographed: 1,
      placed: 2,
      near: 1,
      far: 1,
      orders: 4,
      other_claims: 0,
      order_amount: '40.0000',
    },
  ])
  expect(
    (await shop.rows(usualClaims)).filter((row) => row.day === day && row.claim_type === 'not_received'),
  ).toEqual([
    {
      claim_type: 'not_received',
      day,
      claims: 2,
      scanned: 1,
      delivered: 1,
      delivered_hours: 48,
      troubled: 1,
      proofs: 1,
      handed_over: 1,
      photographed: 0,
      placed: 1,
      near: 0,
      far: 1,
    },
  ])
})

test('shares lean on rough figures until the shop has its own', async () => {
  const shop = await given(
    sent([
      { id: 'a', scans: [{ ...delivered, proof: 'pin' }], claims: [{ claimed_at: '2026-01-06' }] },
      { id: 'b', scans: [delivered], claims: [{ claimed_at: day }] },
    ]),
    { settings: { claimShrinkage: 10 } },
  )
  const row = (await shop.rows(claimFacts)).find(({ case_id }) => case_id === 'b-0')

  // One claim before, of a delivered parcel with a PIN: (1 + 10 × 0.65) ÷ 11 and (1 + 10 × 0.1) ÷ 11.
  expect(row?.claimed_delivered).toBeCloseTo(7.5 / 11, 6)
  expect(row?.claimed_handed_over).toBeCloseTo(2 / 11, 6)
  // Both parcels were delivered before: (2 + 10 × 0.97) ÷ 12; of one the proof is known.
  expect(row?.ordinary_delivered).toBeCloseTo(11.7 / 12, 6)
  expect(row?.ordinary_handed_over).toBeCloseTo(2.5 / 11, 6)
  expect(row).toMatchObject({ usual_claim_days: null, usual_order_amount: null })
})

test('what a parcel lacked on its last scale, where the claimed item is a good part of it', async () => {
  const weighed = async (claimed: number, grams: readonly (number | null)[]) => {
    const records = sent([
      {
        id: 'a',
        scans: grams.map((weight_grams, index) => ({
          occurred_at: `2026-01-0${index + 3}`,
          weight_grams,
        })),
        claims: [{ type: 'missing_item', line_number: claimed, claimed_at: day }],
      },
    ])
    const shop = await given({
      ...records,
      products: [
        { sku: 'lamp', weight_grams: 800 },
        { sku: 'bulb', weight_grams: 20 },
      ],
      order_lines: [
        { order_id: 'a', line_number: 1, sku: 'lamp' },
        { order_id: 'a', line_number: 2, sku: 'bulb', quantity: 2 },
      ],
      shipment_lines: [
        { shipment_id: 'a', order_id: 'a', line_number: 1 },
        { shipment_id: 'a', order_id: 'a', line_number: 2, quantity: 2 },
      ],
    })
    return (await shop.row(claimFacts)).lacking_share
  }

  expect(await weighed(1, [900, null])).toBeCloseTo((840 - 900) / 800, 4)
  expect(await weighed(1, [900, 100])).toBeCloseTo((840 - 100) / 800, 4)
  expect(await weighed(1, [])).toBeNull()
  // Forty grams of 840: no scale on the way tells that apart.
  expect(await weighed(2, [800])).toBeNull()
})

test('earlier claims of other kinds speak by how rare they are, orders without one against', async () => {
  const shop = await given(
    sent([
      { id: 'a', customer: 'me', claims: [{ type: 'damaged', claimed_at: '2026-01-06' }] },
      { id: 'b', customer: 'me' },
      { id: 'c', customer: 'me', claims: [{ type: 'missing_item', claimed_at: day }] },
    ]),
    { settings: { historyDelta: 0.1 } },
  )
  const row = (await shop.rows(claimFacts)).find(({ case_id }) => case_id === 'c-0')

  // One such claim before, and no parcel delivered or overdue yet: (1 + 1000 × 0.01) ÷ 1000.
  const q = 11 / 1000
  const bits = Math.log2((q + 0.1) / q) + Math.log2((1 - q - 0.1) / (1 - q))
  expect(row?.other_claims_bits).toBeCloseTo(bits, 6)
  expect(row?.other_claims_before).toBe(1)
})
