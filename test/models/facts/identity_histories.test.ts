import { expect, test } from 'vitest'
import { caseAccounts } from '../../../models/facts/case_accounts.ts'
import { identityHistories } from '../../../models/facts/identity_histories.ts'
import { type GivenOptions, given, type RecordsGiven } from '../given.ts'

const order = (order_id: string, customer_id = 'me', rest: object = {}) => ({
  order_id,
  customer_id,
  ordered_at: '2026-01-01',
  ...rest,
})
const shipment = (id: string, shipped_at = '2026-01-02') => ({
  shipment_id: id,
  order_id: id,
  tracking_number: id,
  shipped_at,
})
const delivered = (tracking_number: string, occurred_at: string) => ({
  tracking_number,
  occurred_at,
  status: 'delivered',
})
const claim = (order_id: string, claimed_at: string, rest: object = {}) => ({
  claim_id: `k-${order_id}`,
  order_id,
  claimed_at,
  ...rest,
})

/** What was known of the identity at the claim on the order `now`, made on 2026-03-01. */
async function atTheClaim(records: RecordsGiven, options: GivenOptions = {}) {
  const shop = await given(
    {
      ...records,
      orders: [...(records.orders ?? []), order('now', 'me', { ordered_at: '2026-02-20' })],
      claims: [...(records.claims ?? []), claim('now', '2026-03-01')],
    },
    options,
  )
  const row = (await shop.rows(identityHistories)).find(({ case_id }) => case_id === 'k-now')
  if (!row) throw new Error('The claim has no history.')
  return row
}

/** So much shrinkage that every lane's loss is the share assumed: q = 0.1, and with δ = 0.1 a claim is one bit. */
const even = { settings: { laneShrinkage: 1e9, laneStart: 0.1, historyDelta: 0.1 } }
const bitsOfQuiet = Math.log2(0.8 / 0.9)

test('one claimed and one quiet parcel: log2((q+δ)/q) + log2((1−q−δ)/(1−q))', async () => {
  const row = await atTheClaim(
    {
      orders: [order('claimed'), order('quiet')],
      shipments: [shipment('claimed'), shipment('quiet')],
      tracking_events: [delivered('claimed', '2026-01-10'), delivered('quiet', '2026-01-10')],
      claims: [claim('claimed', '2026-01-12')],
    },
    even,
  )

  expect(row).toMatchObject({ claimed_parcels_before: 1, quiet_parcels_before: 1, not_received_before: 1 })
  expect(row.history_bits).toBeCloseTo(1 + bitsOfQuiet, 6)
})

test('silence counts once it has lasted the quiet days, and a claim still to come is silence so far', async () => {
  const records: RecordsGiven = {
    orders: [order('just quiet'), order('too fresh'), order('claimed later')],
    shipments: [
      shipment('just quiet', '2026-02-10'),
      shipment('too fresh', '2026-02-10'),
      shipment('claimed later'),
    ],
    tracking_events: [
      delivered('just quiet', '2026-02-15'),
      delivered('too fresh', '2026-02-15 00:00:01'),
      delivered('claimed later', '2026-01-10'),
    ],
    claims: [claim('claimed later', '2026-03-01')],
  }
  const row = await atTheClaim(records, even)

  expect(row).toMatchObject({ claimed_parcels_before: 0, quiet_parcels_before: 2, not_received_before: 0 })
  expect(row.history_bits).toBeCloseTo(2 * bitsOfQuiet, 6)
})

test('a claim on a lane that loses much speaks less than one on a lane that loses nothing', async () => {
  const withLoss = (laneStart: number) =>
    atTheClaim(
      {
        orders: [order('claimed')],
        shipments: [shipment('claimed')],
        tracking_events: [delivered('claimed', '2026-01-10')],
        claims: [claim('claimed', '2026-01-12')],
      },
      { settings: { laneShrinkage: 1e9, laneStart, historyDelta: 0.1 } },
    )

  expect((await withLoss(0.3)).history_bits).toBeCloseTo(Math.log2(4 / 3), 6)
  expect((await withLoss(0.01)).history_bits).toBeCloseTo(Math.log2(11), 6)
})

test('the case’s own order is no history of itself', async () => {
  const row = await atTheClaim(
    {
      shipments: [shipment('now')],
      tracking_events: [delivered('now', '2026-02-01')],
    },
    even,
  )

  expect(row).toMatchObject({
    accounts: 1,
    orders_before: 0,
    claims_before: 0,
    claimed_parcels_before: 0,
    quiet_parcels_before: 0,
    history_bits: 0,
  })
})

test('it is the identity as linked by then whose past counts', async () => {
  const records = (linkedOn: string): RecordsGiven => ({
    orders: [
      order('mine', 'me', { ordered_at: '2026-01-01', device_id: 'tablet' }),
      order('theirs', 'them', { ordered_at: '2026-01-02' }),
      order('link', 'them', { ordered_at: linkedOn, device_id: 'tablet' }),
      order('strangers', 'nobody', { ordered_at: '2026-01-02' }),
    ],
    order_lines: [
      { order_id: 'mine', quantity: 2 },
      { order_id: 'theirs', quantity: 3 },
      { order_id: 'strangers', quantity: 5 },
    ],
    claims: [
      claim('theirs', '2026-01-20', { type: 'damaged' }),
      claim('strangers', '2026-01-20'),
      claim('mine', '2026-01-21'),
    ],
  })

  expect(await atTheClaim(records('2026-02-01'))).toMatchObject({
    accounts: 2,
    first_ordered_at: '2026-01-01 00:00:00',
    orders_before: 3,
    units_bought_before: 5,
    claims_before: 2,
    not_received_before: 1,
  })
  expect(await atTheClaim(records('2026-03-02'))).toMatchObject({
    accounts: 1,
    orders_before: 1,
    units_bought_before: 2,
    claims_before: 1,
    not_received_before: 1,
  })
})

test('returns, their inspections and decisions count from when they happened', async () => {
  const records: RecordsGiven = {
    orders: [order('a'), order('b')],
    order_lines: [
      { order_id: 'a', quantity: 4 },
      { order_id: 'b', quantity: 1 },
    ],
    returns: [
      { return_id: 'ra', order_id: 'a', requested_at: '2026-01-20' },
      { return_id: 'rb', order_id: 'b', requested_at: '2026-03-02' },
    ],
    return_lines: [
      {
        return_id: 'ra',
        order_id: 'a',
        line_number: 1,
        quantity: 2,
        inspected_at: '2026-02-01',
        grade: 'used',
      },
      {
        return_id: 'ra',
        order_id: 'a',
        line_number: 2,
        quantity: 1,
        inspected_at: '2026-02-01',
        grade: 'new',
      },
      {
        return_id: 'ra',
        order_id: 'a',
        line_number: 3,
        quantity: 1,
        inspected_at: '2026-03-02',
        grade: 'empty',
      },
      { return_id: 'rb', order_id: 'b', line_number: 1, quantity: 1 },
    ],
    claims: [claim('a', '2026-01-10')],
    decisions: [
      { decision_id: 'd1', case_type: 'return', case_id: 'ra', finding: 'abuse', decided_at: '2026-02-05' },
      { decision_id: 'd2', case_id: 'k-a', finding: 'carrier_fault', decided_at: '2026-02-05' },
      { decision_id: 'd3', case_id: 'k-a', finding: 'abuse', decided_at: '2026-03-01' },
      { decision_id: 'd4', case_id: 'k-now', finding: 'abuse', decided_at: '2026-02-28' },
      // What a system decided by itself would prove itself right in the next case.
      { decision_id: 'd5', case_id: 'k-a', finding: 'abuse', reviewer: 'Auto', decided_at: '2026-02-06' },
      { decision_id: 'd6', case_id: 'k-a', finding: 'legitimate', reviewer: 'bot', decided_at: '2026-02-07' },
    ],
  }

  expect(await atTheClaim(records)).toMatchObject({
    units_bought_before: 5,
    units_returned_before: 4,
    inspected_returns_before: 2,
    bad_returns_before: 1,
    abuse_found_before: 1,
    cleared_before: 1,
  })
})

test('a case knows its accounts and by what each was linked', async () => {
  const shop = await given({
    orders: [
      order('mine', 'me', { device_id: 'tablet' }),
      order('theirs', 'them', { ordered_at: '2026-01-02', device_id: 'tablet' }),
    ],
    claims: [claim('mine', '2026-01-01 12:00'), claim('theirs', '2026-01-05')],
  })

  expect(
    (await shop.rows(caseAccounts)).map(({ case_id, customer_id, linked_by }) => [
      case_id,
      customer_id,
      linked_by,
    ]),
  ).toEqual([
    ['k-mine', 'me', null],
    ['k-theirs', 'me', null],
    ['k-theirs', 'them', 'device'],
  ])
})

test('what was delivered before counts with what was charged for it, in the reporting currency', async () => {
  const row = await atTheClaim({
    fx_rates: [{ day: '2026-01-01', currency: 'EUR', rate: 1.1 }],
    orders: [
      order('arrived', 'me', { total_amount: 50 }),
      order('in two parcels', 'me', { total_amount: 20, currency: 'EUR' }),
      order('under way', 'me', { total_amount: 400 }),
      order('too late', 'me', { total_amount: 800 }),
      order('of others', 'them', { total_amount: 1600 }),
    ],
    shipments: [
      shipment('arrived'),
      shipment('in two parcels'),
      { ...shipment('in two parcels'), shipment_id: 'second', tracking_number: 'second' },
      shipment('under way'),
      shipment('too late'),
      shipment('of others'),
      shipment('now'),
    ],
    tracking_events: [
      delivered('arrived', '2026-01-10'),
      delivered('in two parcels', '2026-01-10'),
      delivered('second', '2026-01-11'),
      delivered('too late', '2026-03-01'),
      delivered('of others', '2026-01-10'),
      delivered('now', '2026-02-22'),
    ],
  })

  expect(row.delivered_value_before).toBe('72.0000')
})

test('a burst is what came in the last 30 days, the case and its order left out', async () => {
  expect(
    await atTheClaim({
      orders: [
        order('old', 'me', { ordered_at: '2026-01-29 23:59:59' }),
        order('30 days', 'me', { ordered_at: '2026-01-30' }),
        order('fresh', 'me', { ordered_at: '2026-02-28' }),
        order('to come', 'me', { ordered_at: '2026-03-01' }),
      ],
      claims: [
        claim('old', '2026-01-29 23:59:59'),
        claim('30 days', '2026-01-30'),
        claim('fresh', '2026-03-01'),
      ],
    }),
  ).toMatchObject({ orders_before: 3, orders_last_30_days: 2, claims_before: 2, claims_last_30_days: 1 })
})

const door = { ship_line1: '5 Elm St Apt 3', ship_postal_code: '75001', ship_country: 'US' }
const elsewhere = { ...door, ship_line1: '5 Elm St Apt 4' }

test.each([
  ['the first order of all', [], door, true, false],
  ['another door, another card', [{ ...elsewhere, payment_fingerprint: 'old' }], door, true, false],
  ['another door, the same card', [{ ...elsewhere, payment_fingerprint: 'card' }], door, true, true],
  ['the same door and card', [{ ...door, payment_fingerprint: 'card' }], door, false, false],
  ['an order of no known address', [{ payment_fingerprint: 'card' }], door, true, true],
  [
    'an order after this one',
    [{ ...door, ordered_at: '2026-02-21', payment_fingerprint: 'card' }],
    door,
    true,
    false,
  ],
  ['an order to no known address', [{ ...door, payment_fingerprint: 'card' }], {}, null, null],
  ['an order paid by no known means', [elsewhere], { ...door, payment_fingerprint: null }, true, null],
] as const)('new address and old payment: %s', async (_, before, now, isNew, isOldPayment) => {
  const shop = await given({
    orders: [
      ...before.map((rest, index) => order(`before ${index}`, 'me', rest)),
      order('now', 'me', { ordered_at: '2026-02-20', payment_fingerprint: 'card', ...now }),
    ],
    claims: [claim('now', '2026-03-01')],
  })

  expect(await shop.row(identityHistories)).toMatchObject({
    is_new_address: isNew,
    is_old_payment_at_new_address: isOldPayment,
  })
})

test('what another account of the identity used is not new', async () => {
  const shop = await given({
    orders: [
      order('theirs', 'them', { ...door, device_id: 'tablet' }),
      order('now', 'me', { ordered_at: '2026-02-20', ...door, device_id: 'tablet' }),
    ],
    claims: [claim('now', '2026-03-01')],
  })

  expect(await shop.row(identityHistories)).toMatchObject({ accounts: 2, is_new_address: false })
})

/** What was known of the household at the claim on an order to the door, when these had ordered to it too. */
const householdOf = async (
  others: readonly object[],
  records: RecordsGiven = {},
  { now = {}, ...options }: GivenOptions & { now?: object } = {},
) => {
  const shop = await given(
    {
      ...records,
      orders: [
        ...others.map((rest, index) => order(`o${index}`, `other${index}`, { ...door, ...rest })),
        ...(records.orders ?? []),
        order('now', 'me', { ordered_at: '2026-02-20', ...door, ...now }),
      ],
      claims: [...(records.claims ?? []), claim('now', '2026-03-01')],
    },
    options,
  )
  const row = (await shop.rows(identityHistories)).find(({ case_id }) => case_id === 'k-now')
  return [row?.household_accounts, row?.household_claims_before, row?.household_abuse_found_before]
}

test('accounts at the same door are a household with what they had claimed, wherever that was', async () => {
  const records: RecordsGiven = {
    orders: [order('far away', 'other0', elsewhere)],
    claims: [claim('o0', '2026-02-01'), claim('far away', '2026-02-02'), claim('o1', '2026-03-01')],
    decisions: [
      { decision_id: 'd1', case_id: 'k-o0', finding: 'abuse', decided_at: '2026-02-05' },
      { decision_id: 'd2', case_id: 'k-far away', finding: 'abuse', decided_at: '2026-03-01' },
      { decision_id: 'd3', case_id: 'k-o0', finding: 'abuse', reviewer: 'rules', decided_at: '2026-02-06' },
    ],
  }
  const later = { ordered_at: '2026-03-01' }

  expect(await householdOf([{}, { ship_line1: 'Apt 3, 5 Elm Street' }, elsewhere, later], records)).toEqual([
    2, 2, 1,
  ])
})

test('an account of the identity is no household of itself', async () => {
  expect(await householdOf([{ device_id: 'tablet' }, {}], {}, { now: { device_id: 'tablet' } })).toEqual([
    1, 0, 0,
  ])
})

test('a door that has passed its cap is nobody’s household, and was one before', async () => {
  const settings = { identifierCaps: { address: 3 } }
  const claimed = { claims: [claim('o0', '2026-02-01')] }

  expect(await householdOf([{}, {}], claimed, { settings })).toEqual([2, 1, 0])
  expect(await householdOf([{}, {}, {}], claimed, { settings })).toEqual([0, 0, 0])
  expect(await householdOf([{}, {}, { ordered_at: '2026-03-01' }], claimed, { settings })).toEqual([2, 1, 0])
})

test('nobody lives in a locker, and of an address that is not known nobody knows', async () => {
  expect(await householdOf([{}], {}, { now: { dwelling: 'locker' } })).toEqual([null, null, null])
  expect(await householdOf([{ dwelling: 'locker' }])).toEqual([0, 0, 0])
  expect(await householdOf([{}], {}, { now: { ship_line1: null } })).toEqual([null, null, null])
})
