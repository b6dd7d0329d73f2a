import { expect, test } from 'vitest'
import { queue } from '../../../models/scores/queue.ts'
import { queueTimeline } from '../../../models/scores/queue_timeline.ts'
import { given } from '../given.ts'

/** A claim on an order that was refunded before: worth a look whatever its score. */
const shop = {
  orders: [{ items_amount: 200, total_amount: 200, email: 'kim@example.com', ship_name: 'Kim Example' }],
  order_lines: [{ unit_price_amount: 200, unit_cost_amount: 80 }],
  shipments: [{ shipped_at: '2026-01-02 10:00', service: 'ground' }],
  tracking_events: [
    { occurred_at: '2026-01-04 08:00', status: 'out_for_delivery', facility: 'ATL-1' },
    { occurred_at: '2026-01-04 12:00', status: 'delivered', facility: 'ATL-1', signed_by: 'Kim' },
  ],
  returns: [{ requested_at: '2026-01-05 09:00' }],
  return_lines: [
    {
      received_at: '2026-01-08 09:00',
      received_quantity: 1,
      inspected_at: '2026-01-08 15:00',
      grade: 'like_new',
    },
  ],
  payouts: [
    { payout_id: 'p1', paid_at: '2026-01-09 09:00', amount: 200, return_id: 'r1', line_number: 1 },
    { payout_id: 'p2', paid_at: '2026-01-20 09:00', amount: 200, claim_id: 'k1', line_number: 1 },
  ],
  claims: [{ claimed_at: '2026-01-12 09:00', amount: 200, type: 'not_received', channel: 'support' }],
}

test('a case’s timeline leads from the click to the last payout known, in plain words', async () => {
  const built = await given(shop, { asOf: '2026-01-15 12:00', settings: { frictionCost: 0, reviewCost: 0 } })
  const cases = (await built.rows(queue)).map(({ case_id }) => case_id)
  const rows = await built.rows(queueTimeline)

  expect(cases).toContain('k1')
  expect(
    rows
      .filter(({ case_id }) => case_id === 'k1')
      .map(({ happened_at, what, detail }) => [happened_at.slice(5, 16), what, detail]),
  ).toEqual([
    ['01-01 10:00', 'Order placed', 'web'],
    ['01-02 10:00', 'Parcel sent', 'ups, ground'],
    ['01-04 08:00', 'Parcel: out for delivery', 'ATL-1'],
    ['01-04 12:00', 'Parcel: scanned as delivered', 'ATL-1'],
    ['01-05 09:00', 'Return asked for', 'by mail, r1'],
    ['01-08 09:00', 'Returned goods received', 'line 1, 1 of 1'],
    ['01-08 15:00', 'Returned goods inspected', 'line 1, like new'],
    ['01-09 09:00', 'Refund paid', '200.00 USD, p1'],
    ['01-12 09:00', 'Claim made', 'not received, k1'],
  ])
})

test('two parcels of an order that are scanned alike both stand, each by its shipment', async () => {
  const scan = { occurred_at: '2026-01-04 12:00', status: 'delivered', facility: 'ATL-1' }
  const built = await given(
    {
      ...shop,
      shipments: [
        { shipment_id: 's1', tracking_number: 't1' },
        { shipment_id: 's2', tracking_number: 't2' },
      ],
      tracking_events: [
        { ...scan, tracking_number: 't1' },
        { ...scan, tracking_number: 't2' },
      ],
    },
    { asOf: '2026-01-15 12:00', settings: { frictionCost: 0, reviewCost: 0 } },
  )
  const rows = await built.rows(queueTimeline)

  expect(
    rows
      .filter(({ case_id, what }) => case_id === 'k1' && what === 'Parcel: scanned as delivered')
      .map(({ parcel }) => parcel),
  ).toEqual(['s1', 's2'])
})

test('only cases in the queue have one', async () => {
  const built = await given(shop, { asOf: '2026-01-15 12:00', settings: { queueCapacity: 1 } })
  const queued = (await built.rows(queue)).map(({ case_id }) => case_id)

  expect(new Set((await built.rows(queueTimeline)).map(({ case_id }) => case_id))).toEqual(new Set(queued))
})
