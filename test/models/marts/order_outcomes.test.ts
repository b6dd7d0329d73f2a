import { describe, expect, test } from 'vitest'
import { orderOutcomes } from '../../../models/marts/order_outcomes.ts'
import { given, type RecordsGiven } from '../given.ts'

/** Two pieces of one line and one of another, in two parcels, promised for 5 January. */
const order: RecordsGiven = {
  orders: [{ promised_at: '2026-01-05 20:00' }],
  order_lines: [
    { line_number: 1, quantity: 2 },
    { line_number: 2, quantity: 1 },
  ],
  shipments: [
    { shipment_id: 's1', tracking_number: 't1', shipped_at: '2026-01-02' },
    { shipment_id: 's2', tracking_number: 't2', shipped_at: '2026-01-02' },
  ],
  shipment_lines: [
    { shipment_id: 's1', line_number: 1, quantity: 1 },
    { shipment_id: 's2', line_number: 1, quantity: 1 },
    { shipment_id: 's2', line_number: 2, quantity: 1 },
  ],
}
const arrivals = (first: string, second: string) => [
  { tracking_number: 't1', status: 'delivered', occurred_at: first },
  { tracking_number: 't2', status: 'delivered', occurred_at: second },
]
const inTime = arrivals('2026-01-03 12:00', '2026-01-05 09:00')

const outcomeOf = async (records: RecordsGiven, asOf = '2026-06-01') =>
  (await (await given({ ...order, ...records }, { asOf })).rows(orderOutcomes))[0]

describe('an order', () => {
  test('is on time in full when its last parcel comes by the promise', async () => {
    expect(await outcomeOf({ tracking_events: inTime })).toEqual({
      order_id: 'o1',
      customer_id: 'c1',
      ordered_on: '2026-01-01',
      region: null,
      channel: 'web',
      promised_at: '2026-01-05 20:00:00',
      in_full_at: '2026-01-05 09:00:00',
      due_on: '2026-01-05',
      is_on_time_in_full: true,
      is_perfect: true,
      went_through: 'on_time',
    })
  })

  test('is late when one of its parcels is, and due on the day promised', async () => {
    const outcome = await outcomeOf({ tracking_events: arrivals('2026-01-03 12:00', '2026-01-07 09:00') })

    expect(outcome).toMatchObject({
      in_full_at: '2026-01-07 09:00:00',
      due_on: '2026-01-05',
      is_on_time_in_full: false,
      is_perfect: false,
      went_through: 'late',
    })
  })

  test('is not complete while a piece is in no parcel', async () => {
    const outcome = await outcomeOf({
      tracking_events: inTime,
      shipment_lines: [{ shipment_id: 's1', line_number: 1, quantity: 2 }],
    })

    expect(outcome).toMatchObject({ in_full_at: null, is_on_time_in_full: false })
  })

  test('is complete with its last parcel where nobody records what is in them', async () => {
    expect(await outcomeOf({ tracking_events: inTime, shipment_lines: [] })).toMatchObject({
      in_full_at: '2026-01-05 09:00:00',
      is_on_time_in_full: true,
    })
  })

  test('is not made complete by a reship', async () => {
    const [first, second] = order.shipments ?? []
    const outcome = await outcomeOf({
      shipments: [{ ...first }, { ...second, is_reship: true }],
      tracking_events: inTime,
    })

    expect(outcome).toMatchObject({ in_full_at: null, is_on_time_in_full: false })
  })

  test('is known neither to keep nor to miss a promise that lies ahead', async () => {
    const outcome = await outcomeOf(
      { tracking_events: [{ tracking_number: 't1', status: 'delivered', occurred_at: '2026-01-03 12:00' }] },
      '2026-01-04',
    )

    expect(outcome).toMatchObject({
      due_on: null,
      is_on_time_in_full: null,
      is_perfect: null,
      went_through: 'none',
    })
  })

  test('is not perfect after damage, a claim, or a return for the shop’s fault', async () => {
    const damage = [...inTime, { tracking_number: 't1', status: 'damaged', occurred_at: '2026-01-02 12:00' }]

    expect(await outcomeOf({ tracking_events: damage })).toMatchObject({
      is_on_time_in_full: true,
      is_perfect: false,
    })
    expect(await outcomeOf({ tracking_events: inTime, claims: [{ type: 'missing_item' }] })).toMatchObject({
      is_perfect: false,
      went_through: 'claim',
    })
    for (const [reason, isPerfect] of [
      ['wrong_item', false],
      ['changed_mind', true],
    ] as const)
      expect(
        await outcomeOf({ tracking_events: inTime, returns: [{}], return_lines: [{ reason }] }),
      ).toMatchObject({ is_perfect: isPerfect, went_through: 'return' })
  })

  test('that was called off before anything left has no outcome', async () => {
    const cancelled = { orders: [{ cancelled_at: '2026-01-01 12:00' }] }

    expect(await outcomeOf({ ...cancelled, shipments: [] })).toBeUndefined()
    expect(await outcomeOf(cancelled)).toMatchObject({ order_id: 'o1' })
  })
})
