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
