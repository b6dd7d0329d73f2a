import { describe, expect, test } from 'vitest'
import { given, type RecordsGiven } from '../given.ts'
import { figuresOf, recordedElsewhere } from './figures.ts'

type OrderGiven = { readonly id: string; readonly deliveredOn?: string; readonly channel?: string }

/** Orders of one parcel each, placed on 1 January and promised for the fifth. */
const orders = (...all: readonly OrderGiven[]): RecordsGiven => ({
  ...recordedElsewhere,
  orders: all.map(({ id, channel = 'web' }) => ({
    order_id: id,
    customer_id: id,
    channel,
    promised_at: '2026-01-05 20:00',
  })),
  order_lines: all.map(({ id }) => ({ order_id: id, quantity: 2 })),
  shipments: all.map(({ id }) => ({
    shipment_id: id,
    order_id: id,
    tracking_number: id,
    shipped_at: '2026-01-02',
  })),
  shipment_lines: all.map(({ id }) => ({ shipment_id: id, order_id: id, quantity: 2 })),
  tracking_events: all.flatMap(({ id, deliveredOn }) =>
    deliveredOn ? [{ tracking_number: id, status: 'delivered', occurred_at: deliveredOn }] : [],
  ),
})

const shop = orders(
  { id: 'in time', deliveredOn: '2026-01-04' },
  { id: 'claimed', deliveredOn: '2026-01-04', channel: 'app' },
  { id: 'late', deliveredOn: '2026-01-06' },
  { id: 'never' },
)

test('orders are on time in full when all of them arrived by the promise', async () => {
  const figure = await figuresOf(await given(shop))

  expect(figure('on_time_in_full')).toEqual([2, 4])
  expect(figure('on_time_in_full', { dimension: 'channel', member: 'app' })).toEqual([1, 1])
})

test('an order is due once its promise has passed, or once it is there', async () => {
  const figure = await figuresOf(await given(shop, { asOf: '2026-01-04 23:00' }))

  expect(figure('on_time_in_full')).toEqual([2, 2])
})

describe('perfect orders', () => {
  const withClaim = { ...shop, claims: [{ order_id: 'claimed' }] }

  test('brought no trouble at all', async () => {
    const figure = await figuresOf(await given(withClaim))

    expect(figure('perfect_order')).toEqual([1, 4])
    expect(figure('perfect_order', { basis: 'cohort' })).toEqual([1, 4])
  })

  test('are told once no claim or return can follow: 60 days after the order', async () => {
    const none = await figuresOf(await given(withClaim, { asOf: '2026-03-01' }))
    const all = await figuresOf(await given(withClaim, { asOf: '2026-03-02' }))

    expect(none('perfect_order')).toEqual([0, 0])
    expect(all('perfect_order')).toEqual([1, 4])
  })
})

test('accuracy takes off claims of wrong and missing items, but not those laid on somebody else', async () => {
  const figure = await figuresOf(
    await given({
      ...shop,
      claims: [
        { claim_id: 'k1', order_id: 'late', type: 'wrong_item' },
        { claim_id: 'k2', order_id: 'in time', type: 'missing_item' },
        { claim_id: 'k3', order_id: 'claimed', type: 'missing_item' },
        { claim_id: 'k4', order_id: 'never', type: 'not_received' },
      ],
      decisions: [
        { decision_id: 'd1', case_id: 'k1', finding: 'warehouse_fault' },
        { decision_id: 'd3', case_id: 'k3', finding: 'abuse' },
      ],
    }),
  )

  expect(figure('order_accuracy')).toEqual([2, 4])
  expect(figure('order_accuracy', { dimension: 'channel', member: 'app' })).toEqual([1, 1])
})

test('accuracy is told apart by the warehouse that sent a line, as far as one alone did', async () => {
  const figure = await figuresOf(
    await given({
      orders: [{ order_id: 'o1' }, { order_id: 'o2' }],
      order_lines: [
        { order_id: 'o1', line_number: 1 },
        { order_id: 'o1', line_number: 2 },
        { order_id: 'o1', line_number: 3, quantity: 2 },
        { order_id: 'o2', line_number: 1 },
      ],
      shipments: [
        {
          shipment_id: 's1',
          order_id: 'o1',
          tracking_number: 't1',
          warehouse_id: 'w1',
          shipped_at: '2026-01-02',
        },
        {
          shipment_id: 's2',
          order_id: 'o1',
          tracking_number: 't2',
          warehouse_id: 'w2',
          shipped_at: '2026-01-02',
        },
        {
          shipment_id: 's3',
          order_id: 'o2',
          tracking_number: 't3',
          warehouse_id: 'w2',
          shipped_at: '2026-01-02',
        },
      ],
      shipment_lines: [
        { shipment_id: 's1', order_id: 'o1', line_number: 1 },
        { shipment_id: 's2', order_id: 'o1', line_number: 2 },
        { shipment_id: 's1', order_id: 'o1', line_number: 3 },
        { shipment_id: 's2', order_id: 'o1', line_number: 3 },
      ],
      claims: [{ order_id: 'o1', shipment_id: 's2', type: 'wrong_item' }],
    }),
  )
  const ofWarehouse = (member: string) => figure('order_accuracy', { dimension: 'warehouse', member })

  expect(ofWarehouse('w1')).toEqual([1, 1])
  // Line 2 of o1, and the line of o2, of which no contents are recorded; less the claim.
  expect(ofWarehouse('w2')).toEqual([1, 2])
  expect(ofWarehouse('not known')).toEqual([1, 1])
})

test('an order is repeated when its customer orders again within 90 days', async () => {
  const figure = await figuresOf(
    await given({
      orders: [
        { order_id: 'a1', customer_id: 'a', ordered_at: '2026-01-01' },
        { order_id: 'a2', customer_id: 'a', ordered_at: '2026-04-01 23:00' },
        { order_id: 'b1', customer_id: 'b', ordered_at: '2026-01-01' },
        { order_id: 'b2', customer_id: 'b', ordered_at: '2026-04-02' },
      ],
      claims: [{ order_id: 'b1' }],
    }),
  )

  // The later orders' 90 days are not over on 1 June.
  expect(figure('repeat_rate')).toEqual([1, 2])
  expect(figure('repeat_rate', { dimension: 'went_through', member: 'claim' })).toEqual([0, 1])
})
