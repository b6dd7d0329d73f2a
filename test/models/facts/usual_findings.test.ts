import { expect, test } from 'vitest'
import { returnFacts } from '../../../models/facts/return_facts.ts'
import { returnHistories } from '../../../models/facts/return_histories.ts'
import { usualFindings } from '../../../models/facts/usual_findings.ts'
import { usualReturns } from '../../../models/facts/usual_returns.ts'
import { given, type RecordsGiven } from '../given.ts'

type Returned = NonNullable<RecordsGiven['return_lines']>[number] & {
  readonly id: string
  readonly sku?: string
  readonly customer?: string
  readonly requested?: string
  readonly paid?: number
}

/** Each return is one of an order of its own, delivered on 2026-01-04, one piece that weighs 100 g. */
const returned = (lines: readonly Returned[]): RecordsGiven => ({
  products: [
    { sku: 'shirt', category: 'shirts', weight_grams: 100 },
    { sku: 'lamp', category: 'lamps', weight_grams: 100 },
  ],
  orders: lines.map(({ id, customer = id }) => ({ order_id: id, customer_id: customer })),
  order_lines: lines.map(({ id, sku = 'shirt', paid = 10 }) => ({
    order_id: id,
    sku,
    unit_price_amount: paid,
  })),
  shipments: lines.map(({ id }) => ({
    shipment_id: id,
    order_id: id,
    tracking_number: id,
    shipped_at: '2026-01-02',
  })),
  tracking_events: lines.map(({ id }) => ({
    tracking_number: id,
    status: 'delivered',
    occurred_at: '2026-01-04',
  })),
  returns: lines.map(({ id, requested = '2026-01-10' }) => ({
    return_id: id,
    order_id: id,
    requested_at: requested,
  })),
  return_lines: lines.map(({ id, sku: _, customer: __, requested: ___, paid: ____, ...line }) => ({
    return_id: id,
    order_id: id,
    ...line,
  })),
})

const day = '2026-02-01'
const none = {
  used: 0,
  wrong_item: 0,
  empty: 0,
  parts_missing: 0,
  bad: 0,
  tags_known: 0,
  tags_off: 0,
  serials_known: 0,
  serials_other: 0,
  counted: 0,
  short: 0,
  weighed: 0,
  light: 0,
  amiss: 0,
}

test('what was inspected before the day is counted, by category and in the whole shop; the day itself is not', async () => {
  const shop = await given(
    returned([
      { id: 'a', inspected_at: '2026-01-20', grade: 'used', tags_attached: false },
      { id: 'b', inspected_at: '2026-01-21', grade: 'empty', received_quantity: 0, received_weight_grams: 9 },
      { id: 'c', sku: 'lamp', inspected_at: '2026-01-22', grade: 'new', serial_matches: true },
      {
        id: 'd',
        quantity: 2,
        inspected_at: '2026-01-23',
        grade: 'new',
        received_quantity: 1,
        received_weight_grams: 84,
      },
      { id: 'e', inspected_at: `${day} 08:00`, grade: 'wrong_item' },
    ]),
  )
  const rows = (await shop.rows(usualFindings)).filter((row) => row.day === day)

  const shirts = {
    ...none,
    inspected: 3,
    used: 1,
    empty: 1,
    bad: 2,
    tags_known: 1,
    tags_off: 1,
    counted: 1,
    short: 1,
    weighed: 1,
    light: 1,
    amiss: 3,
  }
  expect(rows).toEqual([
    { scope: 'category', category: 'shirts', day, ...shirts },
    { scope: 'shop', category: '', day, ...shirts, inspected: 4, serials_known: 1 },
  ])
})

test('what was asked for before the day: how dear, and kept for how long', async () => {
  const shop = await given(
    returned([
      { id: 'a', requested: '2026-01-06', paid: 10 },
      { id: 'b', requested: '2026-01-08', paid: 30 },
      // Asked for before it came: for how long it was kept is not known.
      { id: 'c', requested: '2026-01-03', paid: 5 },
      { id: 'd', requested: '2026-01-09', sku: 'lamp', paid: 100 },
      { id: 'e', requested: `${day} 10:00`, paid: 1000 },
    ]),
  )
  const rows = (await shop.rows(usualReturns)).filter((row) => row.day === day)

  expect(rows).toEqual([
    { scope: 'category', category: 'shirts', day, amount: '45.0000', returns: 3, held: 2, held_hours: 144 },
    { scope: 'shop', category: '', day, amount: '145.0000', returns: 4, held: 3, held_hours: 264 },
  ])
})

test('a usual share leans on the shop while the category is young, and on rough figures while the shop is', async () => {
  const shop = await given(
    returned([
      { id: 'a', inspected_at: '2026-01-20', grade: 'used' },
      { id: 'b', inspected_at: '2026-01-20', grade: 'new', sku: 'lamp' },
      { id: 'c', inspected_at: '2026-01-25', grade: 'new' },
    ]),
    { settings: { returnShrinkage: 10 } },
  )
  const row = (await shop.rows(returnFacts)).find(
    ({ case_id, stage }) => case_id === 'c' && stage === 'inspected',
  )
  // The shop: (1 + 10 × 0.08) ÷ (2 + 10) = 0.15; shirts: (1 + 10 × 0.15) ÷ (1 + 10).
  expect(row?.usual_used).toBeCloseTo(2.5 / 11, 6)
  expect(row).toMatchObject({ usual_amount: null, usual_days_held: null })
})

test('an identity’s earlier returns speak by how rare a bad one is, those of the case itself left out', async () => {
  const shop = await given(
    returned([
      { id: 'a', customer: 'me', inspected_at: '2026-01-20', grade: 'wrong_item' },
      { id: 'b', customer: 'me', inspected_at: '2026-01-21', grade: 'new' },
      { id: 'c', customer: 'me', inspected_at: '2026-01-25', grade: 'empty' },
    ]),
    { settings: { returnShrinkage: 10 } },
  )
  const row = (await shop.rows(returnHistories)).find(
    ({ case_id, stage }) => case_id === 'c' && stage === 'inspected',
  )
  // Nothing was known when a was inspected: q = 0.1. By b, one bad of one: (1 + 10 × (1 + 1) ÷ 11) ÷ 11.
  const q = (1 + (10 * 2) / 11) / 11
  const bits = Math.log2(0.3 / 0.1) + Math.log2((1 - q - 0.2) / (1 - q))
  expect(row?.return_history_bits).toBeCloseTo(bits, 6)
})
