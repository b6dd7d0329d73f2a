import { expect, test } from 'vitest'
import type { Model } from '../../../models/model.ts'
import { caseScores } from '../../../models/scores/case_scores.ts'
import { ringAccounts } from '../../../models/scores/ring_accounts.ts'
import { ringCases } from '../../../models/scores/ring_cases.ts'
import { ringLinks } from '../../../models/scores/ring_links.ts'
import { ringWeeks } from '../../../models/scores/ring_weeks.ts'
import { rings } from '../../../models/scores/rings.ts'
import type { Columns } from '../../../warehouse/columns.ts'
import { type GivenOptions, given, type RecordsGiven, type Shop } from '../given.ts'

/** Two accounts with one card and one tablet, at two doors; each claims, and one of a was found abusive. */
const pair = {
  orders: [
    {
      order_id: 'a1',
      customer_id: 'a',
      ordered_at: '2026-01-01 10:00',
      items_amount: 50,
      total_amount: 50,
      payment_fingerprint: 'card-4711',
      device_id: 'tablet-0815',
    },
    {
      order_id: 'b1',
      customer_id: 'b',
      ordered_at: '2026-01-05 10:00',
      items_amount: 200,
      total_amount: 200,
      payment_fingerprint: 'card-4711',
    },
    {
      order_id: 'b2',
      customer_id: 'b',
      ordered_at: '2026-01-06 10:00',
      items_amount: 300,
      total_amount: 300,
      device_id: 'tablet-0815',
    },
    // Never sent, so it counts as no order.
    {
      order_id: 'b3',
      customer_id: 'b',
      ordered_at: '2026-01-07 10:00',
      items_amount: 999,
      cancelled_at: '2026-01-07 11:00',
    },
  ],
  claims: [
    { claim_id: 'k1', order_id: 'a1', type: 'damaged', claimed_at: '2026-01-02 08:00', amount: 50 },
    { claim_id: 'k2', order_id: 'b1', type: 'damaged', claimed_at: '2026-01-09 08:00', amount: 200 },
    { claim_id: 'k3', order_id: 'b2', type: 'damaged', claimed_at: '2026-01-16 07:59', amount: 300 },
  ],
  decisions: [{ case_id: 'k1', decided_at: '2026-01-04', finding: 'abuse', action: 'deny' }],
} satisfies RecordsGiven

const options = (rest: GivenOptions = {}): GivenOptions => ({
  asOf: '2026-01-20',
  ...rest,
  settings: { priors: { claim: 0.5, return: 0.5 }, ...rest.settings },
})

const ringIds = async (records: RecordsGiven, settings: GivenOptions['settings'] = {}) =>
  (await (await given(records, options({ settings }))).rows(rings)).map(({ ring_id }) => ring_id)

/** Which accounts share what, such as `payment 1: 1 2`. */
const shared = async (shop: Shop) => {
  const links = await shop.rows(ringLinks)
  const by = (row: (typeof links)[number]) => `${row.kind} ${row.identifier}`
  return [...new Set(links.map(by))].map(
    (name) =>
      `${name}: ${links
        .filter((row) => by(row) === name)
        .map(({ account }) => account)
        .join(' ')}`,
  )
}

test('two accounts with one card and one device, one of whose claims was found abusive', async () => {
  const shop = await given(pair, options())
  const scores = Object.fromEntries(
    (await shop.rows(caseScores)).map(({ case_id, score }) => [case_id, score]),
  )
  const atRisk = (200 * (scores.k2 as number) + 300 * (scores.k3 as number)).toFixed(2)

  const [ring, ...others] = await shop.rows(rings)
  expect(others).toEqual([])
  expect(ring).toMatchObject({
    ring_id: 'a1',
    rank: 1,
    rings_in_all: 1,
    accounts: 2,
    linked_from: '2026-01-05 10:00:00',
    last_linked_at: '2026-01-05 10:00:00',
    first_ordered_at: '2026-01-01 10:00:00',
    last_ordered_at: '2026-01-06 10:00:00',
    orders: 3,
    items_amount: '550.0000',
    claims: 3,
    returns: 0,
    open_cases: 2,
    exact_findings: 0,
    abuse_found: 1,
    denied: 1,
    // The claims of 9 and 16 January are a minute less than 7 days apart, those of 2 and 9 January 7 days.
    burst_accounts: 2,
    burst_cases: 2,
    burst_cases_from: '2026-01-09',
  })
  expect(Number(ring?.value_at_risk).toFixed(2)).toBe(atRisk)
  expect(await shared(shop)).toEqual(['device 1: 1 2', 'payment 1: 1 2'])
  expect(await shop.rows(ringLinks)).toContainEqual({
    ring_id: 'a1',
    kind: 'device',
    identifier: 1,
    account: 2,
    first_used_at: '2026-01-06 10:00:00',
    is_beyond_cap: false,
  })
  expect(await shop.rows(ringAccounts)).toMatchObject([
    {
      account: 1,
      first_order_id: 'a1',
      orders: 1,
      claims: 1,
      open_cases: 0,
      abuse_found: 1,
      value_at_risk: '0.0000',
    },
    { account: 2, first_order_id: 'b1', orders: 2, claims: 2, open_cases: 2, abuse_found: 0 },
  ])
  // 29 December 2025 is the Monday of the first order’s week.
  expect(await shop.rows(ringWeeks)).toEqual([
    { ring_id: 'a1', week_from: '2025-12-29', new_accounts: 1, orders: 1, claims: 1, returns: 0 },
    { ring_id: 'a1', week_from: '2026-01-05', new_accounts: 1, orders: 2, claims: 1, returns: 0 },
    { ring_id: 'a1', week_from: '2026-01-12', new_accounts: 0, orders: 0, claims: 1, returns: 0 },
  ])
})

test('what is at risk is that of the open cases, to the cent, by case, account and ring', async () => {
  const shop = await given(pair, options())
  const [ring] = await shop.rows(rings)
  const sum = (rows: readonly { value_at_risk: string }[]) =>
    rows.reduce((total, { value_at_risk }) => total + BigInt(value_at_risk.replace('.', '')), 0n)
  const cases = await shop.rows(ringCases)

  expect(cases.map(({ case_id, account, state, finding }) => [case_id, account, state, finding])).toEqual([
    ['k1', 1, 'decided', 'abuse'],
    ['k2', 2, 'open', null],
    ['k3', 2, 'open', null],
  ])
  expect(sum(cases.filter(({ state }) => state !== 'open'))).toBe(0n)
  expect(sum(cases)).toBeGreaterThan(0n)
  expect(sum(cases)).toBe(sum(ring ? [ring] : []))
  expect(sum(await shop.rows(ringAccounts))).toBe(sum(cases))
  for (const { value, score, state, value_at_risk } of cases.filter(({ state }) => state === 'open'))
    expect([state, Number(value_at_risk)]).toEqual([state, Math.round(Number(value) * score * 1e4) / 1e4])
})

test('a case of the queue whose probability is not told is at risk at the usual rate of abuse', async () => {
  const shop = await given(pair, options({ settings: { priors: { claim: 0.01, return: 0.5 } } }))
  const open = (await shop.rows(ringCases)).filter(({ state }) => state === 'open')
  expect(
    open.map(({ case_id, is_in_queue, score, value_at_risk }) => [
      case_id,
      is_in_queue,
      score < 0.5,
      value_at_risk,
    ]),
  ).toEqual([
    ['k2', true, true, '2.0000'],
    ['k3', true, true, '3.0000'],
  ])
})

test('an open exact finding is at risk whole', async () => {
  const shop = await given(
    { ...pair, payouts: [{ order_id: 'b1', paid_at: '2026-01-08', amount: 200 }] },
    options(),
  )
  expect(await shop.rows(ringCases)).toContainEqual(
    expect.objectContaining({ case_id: 'k2', is_finding: true, band: 'review', value_at_risk: '200.0000' }),
  )
  expect(await shop.row(rings)).toMatchObject({ exact_findings: 1 })
})

test('a case leads to its ring, and says whether it is in the queue', async () => {
  const shop = await given(pair, options({ settings: { queueCapacity: 1, auditShare: 0 } }))
  expect(
    (await shop.rows(ringCases)).map(({ ring_id, case_id, is_in_queue }) => [ring_id, case_id, is_in_queue]),
  ).toEqual([
    ['a1', 'k1', false],
    ['a1', 'k2', false],
    ['a1', 'k3', true],
  ])
})

const door = { ship_line1: '5 Elm St', ship_line2: 'Apt 3', ship_postal_code: '75001', ship_country: 'US' }

test('a household is no ring, and is one once abuse was found of both', async () => {
  const family: RecordsGiven = {
    orders: [
      { order_id: 'a1', customer_id: 'a', ordered_at: '2026-01-01', ...door },
      { order_id: 'b1', customer_id: 'b', ordered_at: '2026-01-02', ...door },
    ],
    claims: [
      { claim_id: 'k1', order_id: 'a1', type: 'damaged', claimed_at: '2026-01-05', amount: 500 },
      { claim_id: 'k2', order_id: 'b1', type: 'damaged', claimed_at: '2026-01-06', amount: 500 },
    ],
    decisions: [{ case_id: 'k1', decided_at: '2026-01-08', finding: 'abuse', action: 'deny' }],
  }
  const both: RecordsGiven = {
    ...family,
    decisions: ['k1', 'k2'].map((case_id) => ({
      decision_id: case_id,
      case_id,
      decided_at: '2026-01-08',
      finding: 'abuse',
    })),
  }

  expect(await ringIds(family)).toEqual([])
  const shop = await given(both, options())
  expect(await shop.rows(rings)).toMatchObject([{ ring_id: 'a1', abuse_found: 2, value_at_risk: '0.0000' }])
  expect(await shared(shop)).toEqual(['address 1: 1 2'])
})

test('a device of more accounts than its cap links and shows only those before', async () => {
  const kiosk: RecordsGiven = {
    orders: ['a', 'b', 'c'].map((customer_id, index) => ({
      order_id: `${customer_id}1`,
      customer_id,
      ordered_at: `2026-01-0${index + 1}`,
      device_id: 'kiosk',
    })),
    claims: ['a1', 'b1', 'c1'].map((order_id) => ({
      claim_id: order_id,
      order_id,
      type: 'damaged',
      claimed_at: '2026-01-12',
      amount: 300,
    })),
  }

  const shop = await given(kiosk, options({ settings: { identifierCaps: { device: 2 } } }))
  expect(await shop.rows(rings)).toMatchObject([{ ring_id: 'a1', accounts: 2, claims: 2 }])
  expect(await shop.rows(ringLinks)).toMatchObject([
    { kind: 'device', identifier: 1, account: 1, is_beyond_cap: true },
    { kind: 'device', identifier: 1, account: 2, is_beyond_cap: true },
  ])
  expect(await ringIds(kiosk, { identifierCaps: { device: 1 } })).toEqual([])
})

test('ordinary claims and returns of a couple with one card make no ring', async () => {
  const couple = { ...pair, decisions: [], claims: pair.claims.map((claim) => ({ ...claim, amount: 20 })) }
  expect(await ringIds(couple, { priors: { claim: 0.05, return: 0.05 } })).toEqual([])
})

test('rings stand by what is at risk, and a link of later than the run’s instant is none', async () => {
  const records: RecordsGiven = {
    orders: [
      { order_id: 'a1', customer_id: 'a', ordered_at: '2026-01-01', email: 'kim@example.com' },
      { order_id: 'b1', customer_id: 'b', ordered_at: '2026-01-02', email: 'Kim@example.com' },
      { order_id: 'c1', customer_id: 'c', ordered_at: '2026-01-03', phone: '+1 512 555 0142' },
      {
        order_id: 'd1',
        customer_id: 'd',
        ordered_at: '2026-01-18',
        phone: '512-555-0142',
        ship_country: 'US',
      },
    ],
    claims: [
      { claim_id: 'k1', order_id: 'a1', type: 'damaged', claimed_at: '2026-01-12', amount: 100 },
      { claim_id: 'k2', order_id: 'c1', type: 'damaged', claimed_at: '2026-01-12', amount: 400 },
    ],
  }
  const ranked = async (asOf: string) =>
    Object.fromEntries(
      (await (await given(records, options({ asOf }))).rows(rings)).map(({ rank, ring_id }) => [
        rank,
        ring_id,
      ]),
    )

  expect(await ranked('2026-01-20')).toEqual({ 1: 'c1', 2: 'a1' })
  expect(await ranked('2026-01-17')).toEqual({ 1: 'a1' })
})

test('no published row of a ring holds an identifier, its pseudonym or an account’s id', async () => {
  const planted = {
    customer_id: 'CUSTOMER-4b1d',
    email: 'planted.person@example.com',
    phone: '+15125550199',
    payment_fingerprint: 'PAYMENT-77aa',
    device_id: 'DEVICE-99cc',
    ship_name: 'Planted Person',
    ship_line1: '77 Planted Lane',
    ship_postal_code: '75001',
    ship_country: 'US',
  }
  const shop = await given(
    {
      ...pair,
      orders: pair.orders.map((order) => ({
        ...order,
        ...planted,
        customer_id: `${planted.customer_id}${order.customer_id}`,
      })),
    },
    options(),
  )
  const published: readonly Model<string, Columns>[] = [rings, ringAccounts, ringLinks, ringCases, ringWeeks]
  for (const model of published) await shop.build(model)
  const pseudonyms = await shop.warehouse.rows<Record<string, string>>(
    `select distinct customer_id, email, phone, payment_fingerprint, device_id, ship_name, ship_address from staging.orders`,
  )
  const secrets = [...Object.values(planted), ...pseudonyms.flatMap((row) => Object.values(row))].filter(
    (value) => value !== planted.ship_country,
  )
  expect(secrets.length).toBeGreaterThan(12)
  for (const model of published) {
    expect(model.published, model.name).toBe(true)
    const rows = await shop.rows(model)
    expect(rows.length, model.name).toBeGreaterThan(0)
    for (const secret of secrets) expect(JSON.stringify(rows), model.name).not.toContain(secret)
  }
})
