import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type EventKind, eventKinds, numberOf } from '../../../../models/marts/identities/kinds.ts'
import { linkAccounts } from '../../../../models/marts/identities/link_accounts.ts'
import { missing } from '../../../../models/model.ts'

type Event = {
  readonly at: number
  readonly account: number
  readonly kind: EventKind
  readonly identifier: number
}
type Caps = Parameters<typeof linkAccounts>[1]

const caps: Caps = { email: 2, phone: 2, payment: 3, device: 3, address: 3 }

/** The memberships that the events give, sorted; handed over in batches of the given sizes, in turn. */
async function linked(events: readonly Event[], sizes: readonly number[] = [events.length], of = caps) {
  async function* batches() {
    let from = 0
    for (let turn = 0; from < events.length; turn += 1) {
      const part = events.slice(from, from + (sizes[turn % sizes.length] as number))
      from += part.length
      yield {
        rows: part.length,
        columns: {
          at: BigInt64Array.from(part, ({ at }) => BigInt(at)),
          account: Int32Array.from(part, ({ account }) => account),
          kind: Int32Array.from(part, ({ kind }) => numberOf(kind)),
          identifier: Int32Array.from(part, ({ identifier }) => identifier),
        },
      }
    }
  }
  const rows: (readonly [
    account: number,
    identity: number,
    from: number,
    until: number,
    kind: string | null,
  ])[] = []
  for await (const { rows: count, columns } of linkAccounts(batches(), of)) {
    for (let row = 0; row < count; row += 1) {
      const until = columns.linked_until[row] as bigint
      const kind = columns.kind[row] as number
      rows.push([
        columns.account[row] as number,
        columns.identity[row] as number,
        Number(columns.linked_from[row]),
        until === missing ? Number.POSITIVE_INFINITY : Number(until),
        kind === 0 ? null : (eventKinds[kind] as string),
      ])
    }
  }
  return rows.sort(([a, , from], [b, , then]) => a - b || from - then)
}

const inOrder = (events: readonly Event[]) =>
  events.toSorted(
    (a, b) =>
      a.at - b.at ||
      a.account - b.account ||
      numberOf(a.kind) - numberOf(b.kind) ||
      a.identifier - b.identifier,
  )

/** Events of some accounts that are theirs once each, at moments that may fall together. */
const someEvents = (moments: number) =>
  fc
    .record({
      firsts: fc.array(fc.integer({ min: 1, max: moments }), { minLength: 2, maxLength: 9 }),
      uses: fc.uniqueArray(
        fc.record({
          account: fc.nat({ max: 8 }),
          kind: fc.constantFrom<EventKind>('device', 'email', 'payment', 'phone', 'address', 'finding'),
          identifier: fc.integer({ min: 1, max: 2 }),
          after: fc.nat({ max: moments }),
        }),
        {
          maxLength: 40,
          selector: ({ account, kind, identifier }) =>
            `${account} ${kind} ${kind === 'finding' ? 0 : identifier}`,
        },
      ),
    })
    .map(({ firsts, uses }) => {
      const oldestFirst = firsts.toSorted((a, b) => a - b)
      return inOrder([
        ...oldestFirst.map((at, index) => ({
          at,
          account: index + 1,
          kind: 'account' as const,
          identifier: 0,
        })),
        ...uses.flatMap(({ account, kind, identifier, after }) => {
          const first = oldestFirst[account]
          if (first === undefined) return []
          // Numbers of identifiers are of all kinds together.
          const number = kind === 'finding' ? 0 : identifier * eventKinds.length + numberOf(kind)
          return [{ at: first + after, account: account + 1, kind, identifier: number }]
        }),
      ])
    })

/** The oldest account that each is connected with at a moment, by plain search over what the rules say. */
function connectedAt(events: readonly Event[], moment: number): Map<number, number> {
  const past = events.filter(({ at }) => at <= moment)
  const accounts = past.filter(({ kind }) => kind === 'account').map(({ account }) => account)
  const foundAt = new Map(
    past.flatMap(({ kind, account, at }) => (kind === 'finding' ? [[account, at]] : [])),
  )
  const usersOf = (identifier: number) => past.filter((event) => event.identifier === identifier)
  const isLinked = (a: number, b: number) =>
    [...new Set(past.map(({ identifier }) => identifier))].some((identifier) => {
      const users = identifier === 0 ? [] : usersOf(identifier)
      const [one, other] = [a, b].map((account) => users.findIndex((use) => use.account === account))
      if (one === undefined || other === undefined || one < 0 || other < 0) return false
      const kind = (users[0] as Event).kind
      const cap = caps[kind as keyof Caps]
      if (kind !== 'address') return Math.max(one, other) < cap
      const when = [(users[one] as Event).at, (users[other] as Event).at, foundAt.get(a), foundAt.get(b)]
      if (when.some((at) => at === undefined)) return false
      const both = Math.max(...(when as number[]))
      return users.filter(({ at }) => at <= both).length <= cap
    })
  const oldest = new Map<number, number>()
  for (const first of accounts) {
    if (oldest.has(first)) continue
    const reached = new Set([first])
    for (const one of reached) for (const other of accounts) if (isLinked(one, other)) reached.add(other)
    for (const account of reached) oldest.set(account, first)
  }
  return oldest
}

test('at every moment identities are what the rules connect, each named by its oldest account', async () => {
  await fc.assert(
    fc.asyncProperty(someEvents(60), fc.nat({ max: 120 }), async (drawn, moment) => {
      // No two at one moment, for the rules do not say which of them is first.
      const events = drawn.map((event, index) => ({ ...event, at: index }))
      const rows = await linked(events)
      const then = rows.filter(([, , from, until]) => from <= moment && moment < until)
      expect(new Map(then.map(([account, identity]) => [account, identity]))).toEqual(
        connectedAt(events, moment),
      )
    }),
    { numRuns: 400 },
  )
})

test('memberships cover each account from its first order on, once at every moment', async () => {
  await fc.assert(
    fc.asyncProperty(someEvents(6), async (events) => {
      const rows = await linked(events)
      for (const { account, at } of events.filter(({ kind }) => kind === 'account')) {
        const own = rows.filter(([its]) => its === account)
        expect(own[0]?.[2]).toBe(at)
        expect(own.map(([, , , until]) => until)).toEqual([
          ...own.slice(1).map(([, , from]) => from),
          Number.POSITIVE_INFINITY,
        ])
        expect(own.every(([, , from, until]) => from < until)).toBe(true)
        // An identity only ever takes the name of an older account.
        expect(own.map(([, identity]) => identity)).toEqual(
          [...new Set(own.map(([, identity]) => identity))].sort((a, b) => b - a),
        )
      }
    }),
    { numRuns: 300 },
  )
})

test('batches of any size give what all at once gives', async () => {
  await fc.assert(
    fc.asyncProperty(
      someEvents(6),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
      async (events, sizes) => {
        expect(await linked(events, sizes)).toEqual(await linked(events))
      },
    ),
    { numRuns: 200 },
  )
})

test('identifiers of any numbers give the same', async () => {
  await fc.assert(
    fc.asyncProperty(someEvents(6), fc.integer({ min: 1, max: 5000 }), async (events, step) => {
      const renumbered = inOrder(
        events.map((event) => ({
          ...event,
          identifier: event.identifier === 0 ? 0 : (100 - event.identifier) * step,
        })),
      )
      expect(await linked(renumbered)).toEqual(await linked(events))
    }),
    { numRuns: 200 },
  )
})

const event = (at: number, account: number, kind: EventKind, identifier = 0): Event => ({
  at,
  account,
  kind,
  identifier,
})
const begun = (accounts: number) => Array.from({ length: accounts }, (_, at) => event(at, at + 1, 'account'))
const forever = Number.POSITIVE_INFINITY

test('no events, no memberships', async () => {
  expect(await linked([], [1])).toEqual([])
})

test('an address links two accounts from the moment when both were found abusive', async () => {
  const events = [
    ...begun(3),
    event(10, 1, 'address', 1),
    event(11, 2, 'address', 1),
    event(12, 3, 'address', 1),
    event(20, 2, 'finding'),
    event(30, 1, 'finding'),
  ]
  expect(await linked(events)).toEqual([
    [1, 1, 0, forever, null],
    [2, 2, 1, 30, null],
    [2, 1, 30, forever, 'address'],
    [3, 3, 2, forever, null],
  ])
})

test('an account found abusive before is linked by moving to the address of another', async () => {
  const events = [
    ...begun(2),
    event(10, 1, 'finding'),
    event(11, 2, 'finding'),
    event(20, 1, 'address', 1),
    event(30, 2, 'address', 1),
  ]
  expect(await linked(events)).toEqual([
    [1, 1, 0, forever, null],
    [2, 2, 1, 30, null],
    [2, 1, 30, forever, 'address'],
  ])
})

test('an address that has passed its cap links nobody, and what it linked before stays', async () => {
  const events = (crowdAt: number) =>
    inOrder([
      ...begun(5),
      ...[1, 2].map((account) => event(10, account, 'address', 1)),
      ...[4, 5].map((account) => event(crowdAt, account, 'address', 1)),
      event(20, 1, 'finding'),
      event(30, 2, 'finding'),
    ])
  expect((await linked(events(29))).filter(([account]) => account === 2)).toEqual([[2, 2, 1, forever, null]])
  expect((await linked(events(31))).filter(([account]) => account === 2)).toEqual([
    [2, 2, 1, 30, null],
    [2, 1, 30, forever, 'address'],
  ])
})

test('a long chain that grows towards ever older accounts ends as one identity', async () => {
  const accounts = 300
  const events = [
    ...begun(accounts),
    ...Array.from({ length: accounts - 1 }, (_, index) => accounts - 1 - index).flatMap((older, index) => [
      event(accounts + index, older, 'device', older),
      event(accounts + index, older + 1, 'device', older),
    ]),
  ]
  const rows = await linked(events, [64])
  const ends = rows.filter(([, , , until]) => until === forever)
  expect(ends).toHaveLength(accounts)
  expect(ends.every(([, identity]) => identity === 1)).toBe(true)
})
