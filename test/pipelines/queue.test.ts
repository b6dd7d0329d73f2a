import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Queue } from '../../pipelines/queue.ts'
import { takeLock } from '../../pipelines/runner/lock.ts'
import { placesOf } from '../../pipelines/runner/places.ts'
import { expectProblem } from './command.ts'
import { DeskShop } from './desk_shop.ts'

/** A case that was paid out before it was claimed, one of much value, and one of little. */
const records = {
  orders: ['dear', 'paid', 'cheap'].map((id) => ({
    order_id: id,
    customer_id: id,
    ordered_at: '2026-05-01T10:00Z',
    total_amount: 300,
  })),
  payouts: [{ order_id: 'paid', amount: 300, paid_at: '2026-05-08T10:00Z' }],
  claims: [
    { claim_id: 'K-dear', order_id: 'dear', type: 'damaged', claimed_at: '2026-05-10T10:00Z', amount: 300 },
    { claim_id: 'K-paid', order_id: 'paid', type: 'damaged', claimed_at: '2026-05-11T10:00Z', amount: 40 },
    { claim_id: 'K-cheap', order_id: 'cheap', type: 'damaged', claimed_at: '2026-05-12T10:00Z', amount: 5 },
  ],
  contacts: [{ opened_at: '2026-05-14T09:00Z' }],
} as const

describe('a shop with cases', () => {
  const shop = new DeskShop()
  beforeAll(async () => {
    shop.settings({ priors: { claim: 0.5 }, reportingCurrency: 'USD', auditShare: 0 })
    shop.send(records)
    await shop.json('run')
  })
  afterAll(() => shop.remove())

  test('the queue as JSON: findings first, then what is worth most, with the days since', async () => {
    const queue = await shop.json<Queue>('queue')

    expect(queue).toMatchObject({ as_of: '2026-05-14 09:00:00', read_from: 'warehouse', currency: 'USD' })
    expect(queue.cases).toEqual([
      expect.objectContaining({
        rank: 1,
        case_id: 'K-paid',
        is_finding: true,
        age_days: 2,
        value: '40.0000',
      }),
      expect.objectContaining({ rank: 2, case_id: 'K-dear', is_finding: false, age_days: 3, score: 0.5 }),
    ])
  })

  test('a case says what it is about, and nothing of the way on which it came into the queue', async () => {
    const { cases } = await shop.json<Queue>('queue')
    expect([...new Set(cases.flatMap((one) => Object.keys(one)))]).toEqual([
      'rank',
      'case_type',
      'case_id',
      'stage',
      'kind',
      'order_id',
      'opened_at',
      'age_days',
      'value',
      'score',
      'is_finding',
      'top_reason',
      'decided',
    ])
  })

  test('the same in words: no line is wider than a terminal, and a finding is marked', async () => {
    const { code, out } = await shop.recoup('queue')
    const lines = out.trimEnd().split('\n')

    expect(code).toBe(0)
    expect(lines[0]).toBe('2 cases to look at, as of 2026-05-14 09:00:00 UTC; 1 exact finding (!) first.')
    expect(lines.filter((line) => line.length > 110)).toEqual([])
    expect(lines.find((line) => line.includes('K-paid'))).toMatch(/^ +1 ! K-paid +damaged +40\.00 +exact/)
    expect(lines.find((line) => line.includes('K-dear'))).toMatch(/^ +2 {3}K-dear +damaged +300\.00 +50\.0%/)
  })

  test('while a run is at work, what was published is shown', async () => {
    const before = await shop.json<Queue>('queue')
    const release = takeLock(placesOf({ data: shop.at('.') }, {}).lock, 'run')
    try {
      const during = await shop.json<Queue>('queue')
      expect(during).toEqual({ ...before, read_from: 'snapshot' })
      expect((await shop.recoup('queue')).out).toMatch(/^A run is at work/m)
    } finally {
      release()
    }
  })
})

test('a case that was drawn by lot is told like any other', async () => {
  const shop = new DeskShop()
  try {
    // Abuse is as likely as not, and of so little worth that proof would be asked for: the band of drawn cases alone.
    shop.settings({ priors: { claim: 0.5 }, reportingCurrency: 'USD', auditShare: 0.5 })
    shop.send(records)
    await shop.json('run')
    const { cases } = await shop.json<Queue>('queue')

    expect(cases.map(({ case_id }) => case_id)).toContain('K-cheap')
    for (const one of cases) expect(one).not.toHaveProperty('band')
    expect((await shop.recoup('queue')).out).toMatch(/K-cheap +damaged +5\.00 +50\.0% +1$/m)

    shop.settings({ priors: { claim: 0.1 }, reportingCurrency: 'USD', auditShare: 0.5 })
    await shop.json('run')
    for (const { score } of (await shop.json<Queue>('queue')).cases) expect(score).toBeNull()
    expect((await shop.recoup('queue')).out).toMatch(/K-cheap +damaged +5\.00 +<50% +1$/m)
  } finally {
    shop.remove()
  }
})

test('before anything was run the queue says so, and an empty one says what to do', async () => {
  const shop = new DeskShop()
  try {
    expectProblem(await shop.recoup('queue'), /no warehouse here yet/)
    shop.send({ contacts: [{ opened_at: '2026-05-14T09:00Z' }] })
    await shop.json('load')
    expectProblem(await shop.recoup('queue'), /No queue has been made here yet/)
    await shop.json('run')
    const { code, out } = await shop.recoup('queue')
    expect(code).toBe(0)
    expect(out).toMatch(/^Nothing waits to be looked at, as of 2026-05-14 09:00:00 UTC\.$/m)
    expect(out).toMatch(/recoup run/)
  } finally {
    shop.remove()
  }
})
