import { expect, test } from 'vitest'
import { caseSignals } from '../../../models/scores/case_signals.ts'
import { queue } from '../../../models/scores/queue.ts'
import { queueSignals } from '../../../models/scores/queue_signals.ts'
import { signals } from '../../../models/signals/all.ts'
import { type GivenOptions, given, type RecordsGiven } from '../given.ts'

/** Claims of damage, each on an order and by an account of its own, of which no signal has anything to say. */
const claimed = (claims: readonly { id: string; amount: number; at?: string }[]) =>
  ({
    orders: claims.map(({ id, amount }) => ({
      order_id: id,
      customer_id: id,
      ordered_at: '2025-06-01',
      total_amount: amount,
    })),
    claims: claims.map(({ id, amount, at = '2026-01-12' }) => ({
      claim_id: id,
      order_id: id,
      type: 'damaged',
      claimed_at: at,
      amount,
    })),
  }) satisfies RecordsGiven

const options = (settings: GivenOptions['settings'] = {}, asOf = '2026-01-20'): GivenOptions => ({
  asOf,
  settings: { priors: { claim: 0.5, return: 0.5 }, ...settings },
})

const queued = async (records: RecordsGiven, given_: GivenOptions = options()) =>
  (await given(records, given_)).rows(queue)

const ids = async (...args: Parameters<typeof queued>) =>
  (await queued(...args)).map(({ case_id }) => case_id)

test('a finding comes first whatever it is worth, then the others by what a review is worth', async () => {
  const records = claimed([
    { id: 'some', amount: 100 },
    { id: 'most', amount: 300 },
    { id: 'paid already', amount: 5 },
  ])
  const rows = await queued({
    ...records,
    payouts: [{ order_id: 'paid already', paid_at: '2026-01-05', amount: 5 }],
  })

  expect(rows).toMatchObject([
    { rank: 1, case_id: 'paid already', is_finding: true },
    { rank: 2, case_id: 'most', is_finding: false, value: '300.0000', expected_value: '106.5000' },
    { rank: 3, case_id: 'some', is_finding: false, value: '100.0000', expected_value: '26.5000' },
  ])
  expect(Number(rows[0]?.expected_value)).toBeLessThan(0)
})

test('equal cases keep one order, by their names', async () => {
  const equal = claimed(['c', 'a', 'b'].map((id) => ({ id, amount: 100 })))
  expect(await ids(equal)).toEqual(['a', 'b', 'c'])
})

test('it is cut at the day’s capacity', async () => {
  const records = claimed([1, 2, 3, 4].map((n) => ({ id: `k${n}`, amount: n * 100 })))

  expect(await ids(records, options({ queueCapacity: 3 }))).toEqual(['k4', 'k3', 'k2'])
  expect(await ids(records, options({ queueCapacity: 4 }))).toEqual(['k4', 'k3', 'k2', 'k1'])
})

test('a case that is not worth its review is not in it', async () => {
  // 0.5 × 0.8 × V − 6 − 7.5 is nothing at V = 33.75.
  const records = claimed([
    { id: 'just', amount: 33.76 },
    { id: 'not', amount: 33.75 },
  ])
  expect(await ids(records, options({ auditShare: 0 }))).toEqual(['just'])
})

test('a case waits for so many days, and is none before it was opened', async () => {
  const records = claimed([{ id: 'k1', amount: 100, at: '2026-01-12' }])

  expect(await ids(records, options({}, '2026-01-11 23:59'))).toEqual([])
  expect(await ids(records, options({}, '2026-01-12'))).toEqual(['k1'])
  expect(await ids(records, options({ queueDays: 10 }, '2026-01-22'))).toEqual(['k1'])
  expect(await ids(records, options({ queueDays: 10 }, '2026-01-22 00:00:01'))).toEqual([])
})

test('a decided case leaves from its decision on', async () => {
  const records = {
    ...claimed([
      { id: 'k1', amount: 100 },
      { id: 'k2', amount: 100 },
    ]),
    decisions: [{ case_id: 'k1', decided_at: '2026-01-14' }],
  }

  expect(await ids(records, options({}, '2026-01-13'))).toEqual(['k1', 'k2'])
  expect(await ids(records, options({}, '2026-01-14'))).toEqual(['k2'])
})

test('who asks for proof or escalates leaves a case open; who settled it before, or does after, does not', async () => {
  const after = (...actions: string[]) => ({
    ...claimed([{ id: 'k1', amount: 100 }]),
    decisions: actions.map((action, nth) => ({
      decision_id: `d${nth}`,
      case_id: 'k1',
      decided_at: `2026-01-13 0${nth}:00`,
      action,
    })),
  })
  const left = (...actions: string[]) => ids(after(...actions), options({}, '2026-01-14'))

  expect(await left('ask_proof', 'escalate')).toEqual(['k1'])
  for (const action of ['approve', 'deny', 'partial']) expect(await left('ask_proof', action)).toEqual([])
  expect(await left('deny', 'escalate')).toEqual([])
})

test('a decision that was taken back takes no case out of the queue', async () => {
  const records = {
    ...claimed([{ id: 'k1', amount: 100 }]),
    decisions: [{ decision_id: 'd1', case_id: 'k1', decided_at: '2026-01-13' }],
  }
  const withdrawals = [{ withdrawal_id: 'w1', decision_id: 'd1' }]

  expect(await ids(records, options({}, '2026-01-14'))).toEqual([])
  expect(await ids({ ...records, withdrawals }, options({}, '2026-01-14'))).toEqual(['k1'])
})

const returned = {
  orders: [{ total_amount: 200 }],
  order_lines: [{ unit_price_amount: 200 }],
  returns: [{ requested_at: '2026-01-05' }],
  return_lines: [{ received_at: '2026-01-10', inspected_at: '2026-01-15', grade: 'empty' }],
} satisfies RecordsGiven

test('a return is in it once, at the furthest stage that it has reached by then', async () => {
  const stageOn = async (asOf: string) =>
    (await queued(returned, options({}, asOf))).map(({ stage }) => stage)

  expect(await stageOn('2026-01-06')).toEqual(['requested'])
  expect(await stageOn('2026-01-12')).toEqual(['received'])
  expect(await stageOn('2026-01-16')).toEqual(['inspected'])
})

test('a decided return comes back with a later stage', async () => {
  const decidedOn = (decided_at: string) => ({
    ...returned,
    decisions: [{ case_type: 'return', case_id: 'r1', decided_at, finding: 'legitimate' }],
  })

  expect(await queued(decidedOn('2026-01-12'))).toMatchObject([{ case_id: 'r1', stage: 'inspected' }])
  expect(await queued(decidedOn('2026-01-15'))).toEqual([])
  expect(await queued(decidedOn('2026-01-12'), options({}, '2026-01-14'))).toEqual([])
})

test('each queued case has all the signals of its type, and the counts and the reason are of them', async () => {
  const shop = await given(
    {
      ...returned,
      ...claimed([{ id: 'k1', amount: 100 }]),
      orders: [...returned.orders, ...claimed([{ id: 'k1', amount: 100 }]).orders],
    },
    options(),
  )
  const cases = await shop.rows(queue)
  const explained = await shop.rows(queueSignals)

  expect(cases.map(({ case_id }) => case_id).sort()).toEqual(['k1', 'r1'])
  for (const one of cases) {
    const said = explained.filter(({ case_id }) => case_id === one.case_id)
    const declared = signals.filter(
      ({ facts, concerns }) =>
        facts.name === `facts.${one.case_type}_facts` &&
        (concerns.claim_type?.includes(one.kind) ?? true) &&
        (concerns.stage?.includes(one.stage) ?? true),
    )
    expect(said.map(({ signal }) => signal)).toEqual(declared.map(({ name }) => name).sort())
    expect(said.length).toBeGreaterThan(3)
    const fired = said.filter(({ outcome }) => outcome === 'fired')
    expect(one.signals_fired).toBe(fired.length)
    expect(one.signals_unknown).toBe(said.filter(({ outcome }) => outcome === 'unknown').length)
    const strongest = [...fired].sort((a, b) => b.weight - a.weight)[0]
    expect(one.top_reason).toBe(strongest?.reason ?? null)
    for (const row of said) {
      const signal = declared.find(({ name }) => name === row.signal)
      expect(row).toMatchObject({
        means: signal?.means,
        innocent: signal?.innocent,
        proof: signal?.proof ?? '',
      })
    }
  }
  const ofStages = (await shop.rows(caseSignals)).filter(({ case_id }) => case_id === 'r1')
  expect(new Set(ofStages.map(({ stage }) => stage))).toEqual(new Set(['requested', 'received', 'inspected']))
})
