import { expect, test } from 'vitest'
import { claimFacts } from '../../../models/facts/claim_facts.ts'
import { given, type RecordsGiven } from '../given.ts'

const shop = {
  products: [
    { sku: 'glass', category: 'glass' },
    { sku: 'shirt', category: 'shirts' },
  ],
  orders: [{ order_id: 'a' }, { order_id: 'b' }, { order_id: 'late', ordered_at: '2026-01-12 08:00' }],
  order_lines: [
    { order_id: 'a', line_number: 1, sku: 'glass', quantity: 2 },
    { order_id: 'a', line_number: 2, sku: 'shirt', quantity: 6 },
    { order_id: 'b', line_number: 1, sku: 'glass', quantity: 2 },
    { order_id: 'late', line_number: 1, sku: 'shirt', quantity: 100 },
  ],
  claims: [
    { claim_id: 'k1', order_id: 'a', line_number: 1, type: 'damaged', claimed_at: '2026-01-10' },
    { claim_id: 'k2', order_id: 'b', type: 'damaged', claimed_at: '2026-01-11' },
    { claim_id: 'k3', order_id: 'a', line_number: 1, type: 'damaged', claimed_at: '2026-01-12 09:00' },
    { claim_id: 'k4', order_id: 'a', type: 'damaged', claimed_at: '2026-01-12 09:00' },
    { claim_id: 'k5', order_id: 'a', line_number: 1, type: 'wrong_item', claimed_at: '2026-01-12 09:00' },
  ],
} satisfies RecordsGiven

test('a category’s shares in what is sold and in claims of damage, by the days before', async () => {
  const rows = await (await given(shop, { settings: { claimShrinkage: 2 } })).rows(claimFacts)
  const shares = Object.fromEntries(
    rows.map((row) => [row.case_id, [row.category_sold_share, row.category_damaged_share]]),
  )

  expect(shares).toEqual({
    // 4 of 10 pieces are of glass; before any claim, claims of damage are taken to be as many: (0 + 2·0.4) ÷ (0 + 2).
    k1: [0.4, 0.4],
    // Its order has one category: (1 + 2·0.4) ÷ (1 + 2).
    k2: [0.4, 0.6],
    // (2 + 2·0.4) ÷ (2 + 2), without what was ordered or claimed on its own day.
    k3: [0.4, 0.7],
    // Of several categories, or not of damage.
    k4: [null, null],
    k5: [null, null],
  })
})

test('a parcel lacks by the scale at packing, where no carrier weighed it', async () => {
  const packed: RecordsGiven = {
    products: [{ weight_grams: 300 }],
    orders: [{}],
    order_lines: [{ line_number: 1 }, { line_number: 2 }],
    shipments: [{ shipped_at: '2026-01-02', declared_weight_grams: 330 }],
    shipment_lines: [{ line_number: 1 }, { line_number: 2 }],
    claims: [{ type: 'missing_item', line_number: 2 }],
  }
  const factsOf = async (records: RecordsGiven) => (await given({ ...packed, ...records })).row(claimFacts)

  // Of 600 grams 330 were packed: 270 lacked of the 300 that are claimed.
  expect(await factsOf({})).toMatchObject({ lacking_share: null, packed_lacking_share: 0.9 })
  expect(await factsOf({ tracking_events: [{ weight_grams: 630 }] })).toMatchObject({
    lacking_share: -0.1,
    packed_lacking_share: null,
  })
})
