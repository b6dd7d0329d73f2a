import { describe, expect, test } from 'vitest'
import { caseScores } from '../../../models/scores/case_scores.ts'
import { caseSignals } from '../../../models/scores/case_signals.ts'
import { queue } from '../../../models/scores/queue.ts'
import { queueSignals } from '../../../models/scores/queue_signals.ts'
import { silencedSignals } from '../../../models/scores/silenced_signals.ts'
import { type GivenOptions, given, type RecordsGiven } from '../given.ts'

type Claim = { readonly id: string; readonly at: string; readonly by?: string; readonly facility?: string }

/** Claims of non-receipt, each of a delivered parcel of an order of its own, by account `c1` where nobody is named. */
const claimed = (claims: readonly Claim[]) =>
  ({
    orders: claims.map(({ id, by = 'c1' }) => ({
      order_id: id,
      customer_id: by,
      ordered_at: '2026-01-01',
      total_amount: 300,
    })),
    shipments: claims.map(({ id }) => ({
      shipment_id: id,
      order_id: id,
      tracking_number: id,
      shipped_at: '2026-01-02',
    })),
    tracking_events: claims.map(({ id, facility = 'Ulm' }) => ({
      tracking_number: id,
      occurred_at: '2026-01-03',
      status: 'delivered',
      facility,
    })),
    claims: claims.map(({ id, at }) => ({ claim_id: id, order_id: id, claimed_at: at, amount: 300 })),
  }) satisfies RecordsGiven

const forIdentity = { signal: 'delivered_scan', customer_id: 'c1', recorded_at: '2026-01-14 09:00' }
const forLane = { signal: 'delivered_scan', silenced_for: 'lane', carrier: 'ups', facility: 'Ulm' }
const options: GivenOptions = { settings: { priors: { claim: 0.5 }, auditShare: 0 }, asOf: '2026-02-20' }

/** The cases for which something is silenced. */
const silenced = async (
  records: RecordsGiven,
  suppressions: NonNullable<RecordsGiven['suppressions']>,
  settings: GivenOptions['settings'] = {},
) => {
  const shop = await given({ ...records, suppressions }, { ...options, settings })
  return (await shop.rows(silencedSignals)).map(({ case_id }) => case_id)
}

describe('the days of a suppression', () => {
  test('it counts from the moment at which it was recorded, and on its last day', async () => {
    const records = claimed([
      { id: 'before', at: '2026-01-14 08:59:59' },
      { id: 'first', at: '2026-01-14 09:00' },
      { id: 'last', at: '2026-02-10 23:59' },
      { id: 'over', at: '2026-02-11 00:00' },
    ])
    const until = { ...forIdentity, silenced_until: '2026-02-10' }
    expect(await silenced(records, [until])).toEqual(['first', 'last'])
    expect(await silenced(records, [until], { timeZone: 'America/New_York' })).toEqual([
      'first',
      'last',
      'over',
    ])
  })

  test('ended early, it counts until then', async () => {
    const records = claimed([
      { id: 'until then', at: '2026-01-20 11:59' },
      { id: 'from then on', at: '2026-01-20 12:00' },
    ])
    const ended = { ...forIdentity, ended_at: '2026-01-20 12:00', ended_by: 'max' }
    expect(await silenced(records, [ended])).toEqual(['until then'])
  })

  test('it never counts longer than 180 days, whatever its record says', async () => {
    const records = claimed([
      { id: 'day 180', at: '2026-07-13 23:00' },
      { id: 'day 181', at: '2026-07-14 00:00' },
    ])
    expect(await silenced(records, [{ ...forIdentity, silenced_until: '2026-12-31' }])).toEqual(['day 180'])
  })
})

describe('for an identity', () => {
  const sharing = (records: ReturnType<typeof claimed>) => ({
    ...records,
    orders: records.orders.map((order, nth) => ({
      ...order,
      ordered_at: `2026-01-01 10:0${nth}`,
      payment_fingerprint: order.customer_id === 'stranger' ? 'another card' : 'one card',
    })),
  })

  test('it is all accounts that count as one with it, and nobody else', async () => {
    const records = claimed([
      { id: 'own', at: '2026-02-01' },
      { id: 'linked', at: '2026-02-01', by: 'c2' },
      { id: 'alone', at: '2026-02-01', by: 'stranger' },
    ])
    expect(await silenced(sharing(records), [forIdentity])).toEqual(['linked', 'own'])
  })

  test('it is the accounts that counted as one at the moment of the case, not those linked later', async () => {
    const records = claimed([
      { id: 'own', at: '2026-02-01' },
      { id: 'linked', at: '2026-02-01', by: 'c2' },
    ])
    const linkedLater = {
      ...records,
      orders: [
        ...records.orders,
        ...['c1', 'c2'].map((by) => ({
          order_id: `later, by ${by}`,
          customer_id: by,
          ordered_at: '2026-02-02',
          payment_fingerprint: 'one card',
        })),
      ],
    }
    expect(await silenced(linkedLater, [forIdentity])).toEqual(['own'])
  })

  test('an account whose first order is dated after its case is itself all the same', async () => {
    const records = claimed([{ id: 'own', at: '2026-01-20' }])
    const late = { ...records, orders: [{ ...records.orders[0], ordered_at: '2026-01-25' }] }
    expect(await silenced(late, [forIdentity])).toEqual(['own'])
  })
})

test('for a lane, it is the claims on parcels of its carrier and facility, whoever ordered', async () => {
  const records = claimed([
    { id: 'same', at: '2026-02-01' },
    { id: 'by another', at: '2026-02-01', by: 'c2' },
    { id: 'elsewhere', at: '2026-02-01', facility: 'Bonn' },
  ])
  expect(await silenced(records, [forLane])).toEqual(['by another', 'same'])
  expect(await silenced(records, [{ ...forLane, carrier: 'dhl' }])).toEqual([])
})

test('a signal of claims is not silenced for returns, and another one for nothing', async () => {
  const records = {
    ...claimed([{ id: 'k', at: '2026-02-01' }]),
    returns: [{ order_id: 'k', requested_at: '2026-02-01' }],
  }
  expect(await silenced(records, [{ ...forIdentity, signal: 'history' }])).toEqual(['k'])
  expect(await silenced(records, [{ ...forIdentity, signal: 'history', case_type: 'return' }])).toEqual([
    'r1',
  ])
})

test('of two suppressions the one recorded first is named', async () => {
  const shop = await given(
    {
      ...claimed([{ id: 'k', at: '2026-02-01' }]),
      suppressions: [
        { ...forIdentity, suppression_id: 'a', recorded_at: '2026-01-20' },
        { ...forLane, suppression_id: 'b' },
      ],
    },
    options,
  )
  expect(await shop.rows(silencedSignals)).toMatchObject([{ signal: 'delivered_scan', silenced_by: 'b' }])
})

describe('a silenced signal', () => {
  const records = claimed([{ id: 'k', at: '2026-02-01' }])
  const shopWith = (suppressions: RecordsGiven['suppressions'] = []) =>
    given({ ...records, suppressions }, options)

  test('stays in the explanation as it fired, weighs nothing, and leaves all others as they are', async () => {
    const [plain, quiet] = [await shopWith(), await shopWith([forIdentity])]
    const [before, after] = [await plain.rows(caseSignals), await quiet.rows(caseSignals)]
    const scan = before.find(({ signal }) => signal === 'delivered_scan')

    expect(scan?.weight).toBeGreaterThan(0)
    expect(after).toEqual(
      before.map((row) => (row.signal === 'delivered_scan' ? { ...row, weight: 0, silenced_by: 'n1' } : row)),
    )
    const [score, lower] = [await plain.row(caseScores), await quiet.row(caseScores)]
    expect(lower.log_odds).toBeCloseTo(score.log_odds - Number(scan?.weight), 4)
    expect(lower.ruleset_hash).toBe(score.ruleset_hash)
    expect(lower.facts_hash).not.toBe(score.facts_hash)
  })

  test('leaves facts hash and score as they are where it did not fire', async () => {
    const quiet = await shopWith([{ ...forIdentity, signal: 'no_delivered_scan' }])
    expect((await quiet.rows(silencedSignals)).map(({ signal }) => signal)).toEqual(['no_delivered_scan'])
    expect((await quiet.rows(caseSignals)).filter((row) => row.silenced_by !== null)).toEqual([])
    expect(await quiet.row(caseScores)).toEqual(await (await shopWith()).row(caseScores))
  })

  test('does not lead the queue, and its days and reason are told there', async () => {
    const plain = await shopWith()
    const top = (await plain.row(queue)).top_reason
    const leading = (await plain.rows(queueSignals)).find(({ reason }) => reason === top)
    const quiet = await shopWith([{ ...forIdentity, signal: leading?.signal as string }])
    const queued = await quiet.row(queue)

    expect(leading?.weight).toBeGreaterThan(0)
    expect(queued.top_reason).not.toBe(top)
    expect(queued.signals_fired).toBe((await plain.row(queue)).signals_fired - 1)
    expect(
      (await quiet.rows(queueSignals)).filter(({ silenced_until }) => silenced_until !== null),
    ).toMatchObject([
      {
        signal: leading?.signal,
        outcome: 'fired',
        weight: 0,
        silenced_until: '2026-06-30',
        silenced_because: 'their porter signs for everybody',
      },
    ])
  })

  test('is no exact finding: those nobody can silence', async () => {
    const paid = { ...records, payouts: [{ order_id: 'k', paid_at: '2026-01-20', amount: 300 }] }
    const quiet = await given(
      { ...paid, suppressions: [{ ...forIdentity, signal: 'paid_out_before' }] },
      options,
    )
    expect(await quiet.rows(silencedSignals)).toEqual([])
    expect(await quiet.row(queue)).toMatchObject({ is_finding: true })
  })
})
