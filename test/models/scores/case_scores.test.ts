import { expect, test } from 'vitest'
import { bands } from '../../../models/scores/bands.ts'
import { caseScores } from '../../../models/scores/case_scores.ts'
import { caseSignals } from '../../../models/scores/case_signals.ts'
import { signals } from '../../../models/signals/all.ts'
import { writeDemoShop } from '../../../sources/demo_shop/demo_shop.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import { runAll, shopFolder } from '../../laws/shop.ts'
import { given } from '../given.ts'

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
const sigmoid = (bits: number) => 1 / (1 + 2 ** -bits)

/** A claim of damage on an old order, of which no signal has anything to say. */
const plainClaim = {
  orders: [{ ordered_at: '2025-06-01', total_amount: 100 }],
  claims: [{ type: 'damaged', claimed_at: '2026-01-12', amount: 100 }],
} as const

test('without evidence the score is the prior, and a review is worth p·s·V − cost − (1−p)·friction', async () => {
  const shop = await given(plainClaim, { settings: { priors: { claim: 0.5 } } })

  expect((await shop.rows(caseSignals)).filter(({ outcome }) => outcome === 'fired')).toEqual([])
  expect(await shop.row(caseScores)).toMatchObject({
    case_type: 'claim',
    case_id: 'k1',
    stage: 'claimed',
    scored_as_of: '2026-01-12 00:00:00',
    prior_log_odds: 0,
    log_odds: 0,
    score: 0.5,
    // 0.5 × 0.8 × 100 − 6 − 0.5 × 15
    expected_value: '26.5000',
    band: 'review',
  })
})

test('the prior is the log-odds of the setting, in bits, by case type', async () => {
  const shop = await given(
    { ...plainClaim, returns: [{}] },
    { settings: { priors: { claim: 0.2, return: 0.03 } } },
  )
  const [claim, returned] = await shop.rows(caseScores)

  expect(claim?.prior_log_odds).toBe(-2)
  expect(returned?.prior_log_odds).toBeCloseTo(Math.log2(3 / 97), 4)
})

test.each([
  ['a review that pays', { priors: { claim: 0.5 } }, 100, 'review'],
  ['likely, but little at stake', { priors: { claim: 0.5 } }, 10, 'ask_proof'],
  ['no likelier than before any evidence', { priors: { claim: 0.1 } }, 20, 'fast_track'],
])('the next step for %s', async (_, settings, amount, band) => {
  const shop = await given({ ...plainClaim, claims: [{ ...plainClaim.claims[0], amount }] }, { settings })
  expect(await shop.row(caseScores)).toMatchObject({ band })
})

test('the next step where evidence speaks for abuse, yet not enough for a review to pay, is the usual one', async () => {
  const found = {
    claims: [
      { claim_id: 'k0', type: 'damaged', claimed_at: '2025-12-01', amount: 10 },
      { claim_id: 'k1', type: 'damaged', claimed_at: '2026-01-12', amount: 10 },
    ],
    decisions: [{ case_id: 'k0', finding: 'abuse', decided_at: '2025-12-05' }],
  } as const
  const shop = await given({ ...plainClaim, ...found }, { settings: { priors: { claim: 0.01 } } })
  const scored = (await shop.rows(caseScores)).find(({ case_id }) => case_id === 'k1')

  expect(scored?.log_odds).toBeGreaterThan(scored?.prior_log_odds as number)
  expect(scored).toMatchObject({ band: 'standard' })
})

test('facts have a digest that tells them apart, and so has the ruleset', async () => {
  const scored = async (amount: number, settings = {}) =>
    (await given({ ...plainClaim, claims: [{ ...plainClaim.claims[0], amount }] }, { settings })).row(
      caseScores,
    )
  const [one, same, other, otherRules] = [
    await scored(100),
    await scored(100),
    await scored(101),
    await scored(100, { reviewCost: 7 }),
  ]

  expect(same).toEqual(one)
  expect(other.facts_hash).not.toBe(one.facts_hash)
  expect(other.ruleset_hash).toBe(one.ruleset_hash)
  expect(otherRules.facts_hash).toBe(one.facts_hash)
  expect(otherRules.ruleset_hash).not.toBe(one.ruleset_hash)
})

test('in a whole shop every score is the sum of its parts', async () => {
  const places = shopFolder()
  await writeDemoShop({ orders: 300, seed: 21, out: places.inbox })
  await runAll(places)
  const warehouse = await Warehouse.open(places.warehouse, { readOnly: true })
  try {
    const scores = await warehouse.rows<Record<string, string | number>>(
      `select s.*, f.case_amount from scores.case_scores s
       join (select case_type, case_id, stage, case_amount from facts.claim_facts
             union all select case_type, case_id, stage, case_amount from facts.return_facts) f
         using (case_type, case_id, stage)`,
    )
    const rows = await warehouse.rows<Record<string, string | number | null>>(
      'select * from scores.case_signals',
    )
    const key = (row: (typeof rows)[number]) => `${row.case_type} ${row.case_id} ${row.stage}`
    const weights = new Map<string, number>()
    for (const row of rows) weights.set(key(row), (weights.get(key(row)) ?? 0) + Number(row.weight))

    expect(scores.length).toBeGreaterThan(100)
    for (const score of scores) {
      const bits = Number(score.prior_log_odds) + (weights.get(key(score)) ?? 0)
      expect(score.log_odds).toBeCloseTo(Math.min(12, Math.max(-12, bits)), 4)
      expect(score.score).toBeCloseTo(sigmoid(Number(score.log_odds)), 7)
      const p = Number(score.score)
      expect(Number(score.expected_value)).toBeCloseTo(
        p * 0.8 * Number(score.case_amount) - 6 - (1 - p) * 15,
        3,
      )
    }
    for (const { outcome, weight, trial_weight } of rows) {
      if (outcome !== 'fired') expect([weight, trial_weight]).toEqual([0, 0])
    }
    const trials = new Set(signals.filter(({ state }) => state === 'trial').map(({ name }) => name))
    for (const { signal, weight } of rows) if (trials.has(signal as string)) expect(weight).toBe(0)

    const counted = await warehouse.rows<{ cases: string; value: string }>('select * from scores.bands')
    expect(sum(counted.map(({ cases }) => Number(cases)))).toBe(scores.length)
    expect(sum(counted.map(({ value }) => Number(value)))).toBeCloseTo(
      sum(scores.map(({ case_amount }) => Number(case_amount))),
      2,
    )
  } finally {
    warehouse.close()
  }
})

test('each case is counted in its band, with what was asked for', async () => {
  const shop = await given(
    {
      ...plainClaim,
      claims: [
        { claim_id: 'k1', ...plainClaim.claims[0] },
        { claim_id: 'k2', ...plainClaim.claims[0], type: 'wrong_item', amount: 1 },
      ],
    },
    { settings: { priors: { claim: 0.5 } } },
  )
  expect(await shop.rows(bands)).toEqual([
    { case_type: 'claim', band: 'ask_proof', cases: 1, value: '1.0000' },
    { case_type: 'claim', band: 'review', cases: 1, value: '100.0000' },
  ])
})
