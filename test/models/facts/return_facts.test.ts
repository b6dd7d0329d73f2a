import { expect, test } from 'vitest'
import { returnFacts } from '../../../models/facts/return_facts.ts'
import { given, type RecordsGiven } from '../given.ts'

/** Four shirts at 25 and 200 g a piece, delivered on 2026-01-04; two are to come back, asked for six days later. */
const shop = {
  products: [{ weight_grams: 200 }],
  orders: [{}],
  order_lines: [{ quantity: 4, unit_price_amount: 25 }],
  shipments: [{ shipped_at: '2026-01-02' }],
  returns: [
    {
      requested_at: '2026-01-10',
      carrier: 'ups',
      tracking_number: 'back',
      destination_facility: 'dock',
    },
  ],
} satisfies RecordsGiven
const out = { tracking_number: 't1', status: 'delivered', occurred_at: '2026-01-04' }
const back = { tracking_number: 'back', status: 'delivered', occurred_at: '2026-01-16', facility: 'dock' }
const line = {
  quantity: 2,
  reason: 'defective',
  received_at: '2026-01-17',
  received_quantity: 1,
  received_weight_grams: 100,
  inspected_at: '2026-01-18',
  grade: 'used',
  tags_attached: false,
  serial_matches: false,
}

const stagesOf = async (records: RecordsGiven) => {
  const rows = await (await given({ ...shop, ...records })).rows(returnFacts)
  return Object.fromEntries(rows.map((row) => [row.stage, row]))
}

test('each stage knows what had happened by then, and no more', async () => {
  const { requested, received, inspected } = await stagesOf({
    tracking_events: [out, back],
    return_lines: [line],
  })
  const nothingFound = {
    is_used: null,
    is_wrong_item: null,
    is_empty: null,
    has_parts_missing: null,
    is_other_serial: null,
    is_without_tags: null,
    shows_use: null,
    is_amiss: null,
    is_blamed_but_like_new: null,
  }

  expect(requested).toMatchObject({
    known_at: '2026-01-10 00:00:00',
    case_amount: '50.0000',
    category: 'shirts',
    is_final_sale: false,
    days_held: 6,
    missing_units: null,
    weight_share: null,
    is_delivered_elsewhere: null,
    is_refunded_before_arrival: null,
    ...nothingFound,
  })
  // Received when the carrier handed it over: the dock had not yet looked.
  expect(received).toMatchObject({
    known_at: '2026-01-16 00:00:00',
    days_held: 6,
    missing_units: null,
    weight_share: null,
    is_delivered_elsewhere: false,
    is_refunded_before_arrival: false,
    ...nothingFound,
  })
  expect(inspected).toMatchObject({
    known_at: '2026-01-18 00:00:00',
    missing_units: 1,
    weight_share: 0.5,
    is_used: true,
    is_wrong_item: false,
    is_empty: false,
    has_parts_missing: false,
    is_other_serial: true,
    is_without_tags: true,
    shows_use: true,
    is_amiss: true,
    is_blamed_but_like_new: false,
  })
})

test.each([
  { found: {}, is_amiss: false },
  { found: { tags_attached: true, received_quantity: 2, received_weight_grams: 400 }, is_amiss: false },
  { found: { tags_attached: false }, is_amiss: true },
  { found: { serial_matches: false }, is_amiss: true },
  { found: { received_quantity: 1 }, is_amiss: true },
  { found: { received_quantity: 2, received_weight_grams: 200 }, is_amiss: true },
])('an inspection that finds $found of goods like new: is it amiss?', async ({ found, is_amiss }) => {
  const seen = { ...line, grade: 'like_new', tags_attached: null, serial_matches: null }
  const { inspected } = await stagesOf({
    return_lines: [{ ...seen, received_quantity: null, received_weight_grams: null, ...found }],
  })
  expect(inspected).toMatchObject({ is_amiss })
})

test('a return that no scan of a carrier announces is received when the dock says so', async () => {
  const { received } = await stagesOf({ tracking_events: [out], return_lines: [line] })

  expect(received).toMatchObject({
    known_at: '2026-01-17 00:00:00',
    missing_units: 1,
    weight_share: 0.5,
    is_delivered_elsewhere: null,
  })
})

test('a stage that was not reached has no row', async () => {
  const stages = await stagesOf({ tracking_events: [out], return_lines: [{ quantity: 2 }] })
  expect(Object.keys(stages)).toEqual(['requested'])
})

test('delivered elsewhere: another facility than the label names, unknown where either is', async () => {
  const elsewhere = async (facility: string | null, destination_facility: string | null) => {
    const { received } = await stagesOf({
      returns: [{ ...shop.returns[0], destination_facility }],
      tracking_events: [{ ...back, facility }],
    })
    return received?.is_delivered_elsewhere
  }

  expect(await elsewhere('corner shop', 'dock')).toBe(true)
  expect(await elsewhere('dock', 'dock')).toBe(false)
  expect(await elsewhere(null, 'dock')).toBeNull()
  expect(await elsewhere('dock', null)).toBeNull()
})

test('only lines that have arrived count as missing pieces and weight', async () => {
  const { received, inspected } = await stagesOf({
    order_lines: [
      { line_number: 1, quantity: 2, unit_price_amount: 25 },
      { line_number: 2, quantity: 3, unit_price_amount: 10 },
    ],
    return_lines: [
      {
        line_number: 1,
        quantity: 2,
        received_at: '2026-01-17',
        received_quantity: 2,
        received_weight_grams: 400,
      },
      {
        line_number: 2,
        quantity: 3,
        received_at: '2026-01-19',
        received_quantity: 1,
        received_weight_grams: 200,
        inspected_at: '2026-01-20',
        grade: 'like_new',
        reason: 'damaged',
      },
    ],
  })

  expect(received).toMatchObject({ case_amount: '80.0000', missing_units: 0, weight_share: 1 })
  expect(inspected).toMatchObject({
    missing_units: 2,
    weight_share: 1,
    is_used: false,
    is_blamed_but_like_new: true,
  })
})

test('what is found empty is neither short of pieces nor light besides, from the inspection on', async () => {
  const { received, inspected } = await stagesOf({
    tracking_events: [out],
    return_lines: [{ ...line, received_quantity: 0, received_weight_grams: 40, grade: 'empty' }],
  })
  expect(received).toMatchObject({ missing_units: 2, weight_share: null, is_empty: null })
  expect(inspected).toMatchObject({ missing_units: null, weight_share: null, is_empty: true })
})

test('a weight that the catalogue does not know is no share of anything', async () => {
  const { received } = await stagesOf({ products: [{}], return_lines: [line] })
  expect(received).toMatchObject({ missing_units: 1, weight_share: null })
})

test('days held count to the request, and from no delivery that came after the stage', async () => {
  const late = await stagesOf({
    tracking_events: [{ ...out, occurred_at: '2026-01-12' }],
    return_lines: [line],
  })

  expect(late.requested).toMatchObject({ days_held: null })
  // Asked for before it came: the days are negative, once both are known.
  expect(late.received).toMatchObject({ days_held: -2 })
})

test('refunds, other payouts and claims count if they came before the stage', async () => {
  const { requested, received, inspected } = await stagesOf({
    return_lines: [line],
    payouts: [
      { payout_id: 'p1', return_id: 'r1', paid_at: '2026-01-12' },
      { payout_id: 'p2', paid_at: '2026-01-09' },
      { payout_id: 'p3', kind: 'reship', paid_at: '2026-01-17 12:00' },
    ],
    claims: [
      { claim_id: 'k1', claimed_at: '2026-01-10' },
      { claim_id: 'k2', type: 'damaged', claimed_at: '2026-01-05' },
    ],
  })

  expect(requested).toMatchObject({
    is_refunded_before_arrival: null,
    paid_otherwise_before: 1,
    not_received_claims_before: 0,
  })
  expect(received).toMatchObject({
    is_refunded_before_arrival: true,
    paid_otherwise_before: 1,
    not_received_claims_before: 1,
    claims_before: 2,
  })
  expect(inspected).toMatchObject({ paid_otherwise_before: 2 })
})

test('sizes of one style are counted in the whole order', async () => {
  const { requested } = await stagesOf({
    products: [
      { sku: 's', style: 'tee', size: 'S' },
      { sku: 'm', style: 'tee', size: 'M' },
      { sku: 'hat', style: 'hat', size: 'M' },
    ],
    order_lines: ['s', 'm', 'm', 'hat'].map((sku, index) => ({ line_number: index + 1, sku })),
    return_lines: [{ quantity: 1 }],
  })
  expect(requested?.sizes_of_a_style).toBe(2)
})
