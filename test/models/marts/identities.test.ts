import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { identities } from '../../../models/marts/identities.ts'
import { given, type RecordsGiven } from '../given.ts'

type Order = NonNullable<RecordsGiven['orders']>[number]

/** Orders numbered as they stand, one a day from 2026-01-01 on where none says when. */
const numbered = (orders: readonly Order[]): Order[] =>
  orders.map((order, index) => ({
    order_id: `o${index + 1}`,
    ordered_at: `2026-01-${String(index + 1).padStart(2, '0')}`,
    ...order,
  }))
const ordered = (orders: readonly Order[]): RecordsGiven => ({ orders: numbered(orders) })

/** The identities that hold at the end: account → identity. */
const atTheEnd = async (records: RecordsGiven, settings = {}) => {
  const rows = await (await given(records, { settings })).rows(identities)
  return Object.fromEntries(
    rows
      .filter(({ linked_until }) => linked_until === null)
      .map(({ customer_id, identity_id }) => [customer_id, identity_id]),
  )
}

test('two accounts that share a device are one identity from the moment they share it', async () => {
  const shop = await given(
    ordered([
      { customer_id: 'a', device_id: 'tablet' },
      { customer_id: 'b', device_id: 'phone' },
      { customer_id: 'b', device_id: 'tablet' },
      { customer_id: 'c' },
    ]),
  )

  expect(await shop.rows(identities)).toEqual([
    {
      customer_id: 'a',
      identity_id: 'a',
      linked_from: '2026-01-01 00:00:00',
      linked_until: null,
      linked_by: null,
    },
    {
      customer_id: 'b',
      identity_id: 'b',
      linked_from: '2026-01-02 00:00:00',
      linked_until: '2026-01-03 00:00:00',
      linked_by: null,
    },
    {
      customer_id: 'b',
      identity_id: 'a',
      linked_from: '2026-01-03 00:00:00',
      linked_until: null,
      linked_by: 'device',
    },
    {
      customer_id: 'c',
      identity_id: 'c',
      linked_from: '2026-01-04 00:00:00',
      linked_until: null,
      linked_by: null,
    },
  ])
})

test('a chain is one identity, named after its oldest account though that account joins last', async () => {
  const shop = await given(
    ordered([
      { customer_id: 'oldest' },
      { customer_id: 'b', device_id: 'tablet' },
      { customer_id: 'c', device_id: 'tablet', payment_fingerprint: 'card' },
      { customer_id: 'oldest', payment_fingerprint: 'card' },
    ]),
  )

  expect(await shop.rows(identities)).toMatchObject([
    { customer_id: 'b', identity_id: 'b', linked_until: '2026-01-04 00:00:00' },
    { customer_id: 'b', identity_id: 'oldest', linked_until: null, linked_by: 'payment' },
    // Linked as it began, so it never stood alone.
    { customer_id: 'c', identity_id: 'b', linked_from: '2026-01-03 00:00:00', linked_by: 'device' },
    { customer_id: 'c', identity_id: 'oldest', linked_from: '2026-01-04 00:00:00', linked_by: 'payment' },
    { customer_id: 'oldest', identity_id: 'oldest', linked_until: null, linked_by: null },
  ])
})

test('an identifier links nobody from the account beyond its cap on, and what it linked before stays', async () => {
  const records = ordered([
    { customer_id: 'a', device_id: 'kiosk' },
    { customer_id: 'b', device_id: 'kiosk' },
    { customer_id: 'c', device_id: 'kiosk' },
    { customer_id: 'd', device_id: 'kiosk' },
    { customer_id: 'e', device_id: 'kiosk', payment_fingerprint: 'card' },
    { customer_id: 'f', payment_fingerprint: 'card' },
  ])

  expect(await atTheEnd(records, { identifierCaps: { device: 3 } })).toEqual({
    a: 'a',
    b: 'a',
    c: 'a',
    d: 'd',
    e: 'e',
    f: 'e',
  })
  expect(await atTheEnd(records, { identifierCaps: { device: 4 } })).toMatchObject({ d: 'a', e: 'e' })
  expect(await atTheEnd(records, { identifierCaps: { device: 1 } })).toMatchObject({ a: 'a', b: 'b' })
})

test('an account that uses an identifier again takes no further place under its cap', async () => {
  const records = ordered([
    { customer_id: 'a', device_id: 'tablet' },
    { customer_id: 'a', device_id: 'tablet' },
    { customer_id: 'a', device_id: 'tablet' },
    { customer_id: 'b', device_id: 'tablet' },
  ])

  expect(await atTheEnd(records, { identifierCaps: { device: 2 } })).toEqual({ a: 'a', b: 'a' })
})

test('one address, one IP address or one name makes nobody one identity', async () => {
  const shared = {
    ship_name: 'Ada Lovelace',
    ship_line1: '5 Elm St',
    ship_line2: 'Apt 3',
    ship_postal_code: '75001',
    ship_country: 'US',
    ip_address: '203.0.113.9',
  }

  expect(
    await atTheEnd(
      ordered([
        { customer_id: 'a', ...shared },
        { customer_id: 'b', ...shared },
      ]),
    ),
  ).toEqual({ a: 'a', b: 'b' })
})

test.each([
  ['Gmail’s dots, tags and case', 'email', 'Ada.Lovelace+shop@gmail.com', 'adalovelace@googlemail.com', true],
  ['a tag where the host ignores it', 'email', 'ada+shoes@outlook.com', 'ada@outlook.com', true],
  ['a tag where it may be another person', 'email', 'ada+shoes@example.com', 'ada@example.com', false],
  ['dots where they tell people apart', 'email', 'ada.l@example.com', 'adal@example.com', false],
  ['another host', 'email', 'ada@example.com', 'ada@example.org', false],
  ['spellings of a number', 'phone', '+1 (512) 555-0142', '512.555.0142', true],
  ['an international prefix', 'phone', '0049 30 5550142', '+49 (30) 555-0142', true],
  ['another number', 'phone', '+1 512 555 0142', '+1 512 555 0143', false],
] as const)('%s', async (_, kind, one, other, isOne) => {
  const ends = await atTheEnd(
    ordered([
      { customer_id: 'a', [kind]: one },
      { customer_id: 'b', [kind]: other },
    ]),
  )
  expect(ends.b).toBe(isOne ? 'a' : 'b')
})

test('one word used as two kinds of identifier links nobody', async () => {
  expect(
    await atTheEnd(
      ordered([
        { customer_id: 'a', device_id: 'x1' },
        { customer_id: 'b', payment_fingerprint: 'x1' },
      ]),
    ),
  ).toEqual({ a: 'a', b: 'b' })
})

/** Up to seven accounts, three devices and three cards: small enough to meet often. */
const someOrders = fc.array(
  fc.record({
    customer_id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    device_id: fc.option(fc.constantFrom('d1', 'd2', 'd3'), { freq: 2 }),
    payment_fingerprint: fc.option(fc.constantFrom('p1', 'p2', 'p3'), { freq: 2 }),
    // Several at one moment are common, for that is where order might slip in.
    ordered_at: fc.integer({ min: 1, max: 6 }).map((day) => `2026-01-0${day} 00:00:00`),
  }),
  { minLength: 1, maxLength: 12 },
)

/** Connected accounts by plain search, each set named after the account that ordered first. */
function connected(orders: readonly Order[]): Record<string, string> {
  const firstOrder = new Map<string, string>()
  for (const { customer_id, ordered_at } of orders as { customer_id: string; ordered_at: string }[]) {
    const before = firstOrder.get(customer_id)
    if (before === undefined || ordered_at < before) firstOrder.set(customer_id, ordered_at)
  }
  const oldestFirst = [...firstOrder].sort(([a, at], [b, bt]) => (at < bt || (at === bt && a < b) ? -1 : 1))
  const touch = (a: Order, b: Order) =>
    a.customer_id === b.customer_id ||
    (a.device_id != null && a.device_id === b.device_id) ||
    (a.payment_fingerprint != null && a.payment_fingerprint === b.payment_fingerprint)
  const named: Record<string, string> = {}
  for (const [account] of oldestFirst) {
    if (named[account]) continue
    const reached = new Set(orders.filter(({ customer_id }) => customer_id === account))
    for (const order of reached) for (const other of orders) if (touch(order, other)) reached.add(other)
    for (const { customer_id } of reached) named[customer_id as string] = account
  }
  return named
}

test('memberships cover each account from its first order on, once at every moment, and end as connected components', async () => {
  await fc.assert(
    fc.asyncProperty(someOrders, fc.integer(), async (orders, turn) => {
      const records = numbered(orders)
      const shop = await given({ orders: records })
      const rows = await shop.rows(identities)

      for (const account of new Set(orders.map(({ customer_id }) => customer_id))) {
        const own = rows.filter(({ customer_id }) => customer_id === account)
        const first = orders
          .filter(({ customer_id }) => customer_id === account)
          .map(({ ordered_at }) => ordered_at)
          .sort()[0]
        expect(own[0]?.linked_from).toBe(first)
        // Each ends where the next begins, and the last does not end.
        expect(own.map(({ linked_until }) => linked_until)).toEqual([
          ...own.slice(1).map(({ linked_from }) => linked_from),
          null,
        ])
        for (const { linked_from, linked_until } of own) {
          if (linked_until !== null) expect(linked_from < linked_until).toBe(true)
        }
      }
      const ends = rows.filter(({ linked_until }) => linked_until === null)
      expect(
        Object.fromEntries(ends.map(({ customer_id, identity_id }) => [customer_id, identity_id])),
      ).toEqual(connected(orders))

      const at = Math.abs(turn) % records.length
      const turned = [...records.slice(at), ...records.slice(0, at)].reverse()
      expect(await (await given({ orders: turned })).rows(identities)).toEqual(rows)
    }),
    { numRuns: 12 },
  )
})

test('accounts of other names, and files in another order, give the same identities', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  await fc.assert(
    fc.asyncProperty(
      someOrders,
      fc.shuffledSubarray(names, { minLength: names.length }),
      async (orders, others) => {
        // No two accounts at one moment, for then the name would say which is the older.
        const apart = orders.map((order, index) => ({
          ...order,
          ordered_at: `2026-01-01 00:${10 + index}:00`,
        }))
        const renamed = (name: unknown) => `${others[names.indexOf(name as string)]} renamed`
        const rows = await (await given({ orders: numbered(apart) })).rows(identities)
        const again = await (
          await given({
            orders: numbered(
              apart.map((order) => ({ ...order, customer_id: renamed(order.customer_id) })),
            ).reverse(),
          })
        ).rows(identities)

        const byMoment = (memberships: typeof rows) => memberships.map((row) => JSON.stringify(row)).sort()
        expect(byMoment(again)).toEqual(
          byMoment(
            rows.map((row) => ({
              ...row,
              customer_id: renamed(row.customer_id),
              identity_id: renamed(row.identity_id),
            })),
          ),
        )
      },
    ),
    { numRuns: 8 },
  )
})

const home = { ship_line1: '5 Elm St', ship_line2: 'Apt 3', ship_postal_code: '75001', ship_country: 'US' }
const abuse = (account: string, decided_at: string, rest: object = {}) => ({
  claim: { claim_id: `k-${account}`, order_id: account, claimed_at: '2026-01-10' },
  decision: { decision_id: `d-${account}`, case_id: `k-${account}`, finding: 'abuse', decided_at, ...rest },
})
/** Accounts `a`, `b` … with one order each to that address, a day after another, and what was found of them. */
const foundAt = async (
  places: readonly object[],
  found: readonly ReturnType<typeof abuse>[],
  settings: object = {},
) => {
  const orders = places.map((place, index) => {
    const name = 'abcdefgh'[index] as string
    return { order_id: name, customer_id: name, ordered_at: `2026-01-0${index + 1}`, ...place }
  })
  const shop = await given(
    { orders, claims: found.map(({ claim }) => claim), decisions: found.map(({ decision }) => decision) },
    { settings },
  )
  return (await shop.rows(identities))
    .filter(({ linked_by }) => linked_by !== null)
    .map(({ customer_id, identity_id, linked_from, linked_by }) => [
      customer_id,
      identity_id,
      linked_from,
      linked_by,
    ])
}

test('one address and abuse found of both makes one identity, from the later finding on', async () => {
  const both = [abuse('b', '2026-02-01'), abuse('a', '2026-02-03')]
  const one = [['b', 'a', '2026-02-03 00:00:00', 'address']]

  expect(await foundAt([home, home, home], both)).toEqual(one)
  expect(
    await foundAt([home, { ...home, ship_line1: 'Apt 3, 5 Elm Street', ship_line2: null }], both),
  ).toEqual(one)
  expect(await foundAt([home, { ...home, ship_line2: 'Apt 4' }], both)).toEqual([])
  expect(await foundAt([home, home], [abuse('b', '2026-02-01')])).toEqual([])
  expect(
    await foundAt(
      [home, home],
      [abuse('b', '2026-02-01'), abuse('a', '2026-02-03', { finding: 'legitimate' })],
    ),
  ).toEqual([])
  expect(
    await foundAt([home, home], [abuse('b', '2026-02-01'), abuse('a', '2026-02-03', { reviewer: 'auto' })]),
  ).toEqual([])
  expect(
    await foundAt(
      [home, home].map((place) => ({ ...place, dwelling: 'locker' })),
      both,
    ),
  ).toEqual([])
  expect(await foundAt([home, home, home], both, { identifierCaps: { address: 2 } })).toEqual([])
})

test('one address and a second identifier makes one identity, by the second', async () => {
  expect(
    await foundAt(
      [
        { ...home, device_id: 'x' },
        { ...home, device_id: 'x' },
      ],
      [],
    ),
  ).toEqual([['b', 'a', '2026-01-02 00:00:00', 'device']])
})

test('a finding dated before the first order, by clocks that disagree, counts from that order on', async () => {
  expect(await foundAt([home, home], [abuse('a', '2025-12-01'), abuse('b', '2025-12-01')])).toEqual([
    ['b', 'a', '2026-01-02 00:00:00', 'address'],
  ])
})
