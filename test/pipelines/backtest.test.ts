import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Backtest } from '../../pipelines/backtest.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { expectProblem } from './command.ts'
import { DeskShop } from './desk_shop.ts'

/** Three claims that nothing speaks for or against, of much, of middling and of little value. */
const amounts = { dear: 300, middling: 60, cheap: 5 }
const named = Object.keys(amounts) as (keyof typeof amounts)[]
const records = {
  orders: named.map((id) => ({
    order_id: id,
    customer_id: id,
    ordered_at: '2026-05-01T10:00Z',
    total_amount: 300,
  })),
  claims: named.map((id) => ({
    claim_id: `K-${id}`,
    order_id: id,
    type: 'damaged',
    claimed_at: '2026-05-10T10:00Z',
    amount: amounts[id],
  })),
  decisions: [
    { decision_id: 'd1', case_type: 'claim', case_id: 'K-dear', finding: 'abuse' },
    { decision_id: 'd2', case_type: 'claim', case_id: 'K-middling', finding: 'legitimate' },
  ].map((one) => ({ ...one, decided_at: '2026-05-12T10:00Z', reviewer: 'rita', action: 'partial' })),
} as const

describe('what a changed ruleset would move', () => {
  const shop = new DeskShop()
  beforeAll(async () => {
    shop.settings({ priors: { claim: 0.5 }, reportingCurrency: 'USD', auditShare: 0 })
    shop.send(records)
    await shop.json('run')
  })
  afterAll(() => shop.remove())
  const changedTo = (claim: number) =>
    shop.settings({ priors: { claim }, reportingCurrency: 'USD', auditShare: 0 })

  test('is nothing while signals and settings are those of the stored scores', async () => {
    changedTo(0.5)
    const { code, out } = await shop.recoup('backtest')
    expect(code).toBe(0)
    expect(out).toMatch(/^Nothing would move/)
    expect((await shop.json<Backtest>('backtest')).moved).toEqual([])
  })

  test('is said case by case and judged by decisions, and nothing is written', async () => {
    changedTo(0.25)
    const before = readFileSync(shop.at('recoup.duckdb'))
    const backtest = await shop.json<Backtest>('backtest')

    // Worth a look is score × 0.8 × value − 6 − (1 − score) × 15: of 60 it is 10.50 at one half and −5.25 at a quarter.
    expect(backtest.moved).toEqual([
      {
        case_type: 'claim',
        case_id: 'K-middling',
        population: 'other_claims',
        moves: 'out',
        score: { stored: 0.5, rescored: expect.closeTo(0.25, 5) },
        expected_value: { stored: 10.5, rescored: expect.closeTo(-5.25, 2) },
        is_abuse: false,
      },
    ])
    const [claims] = backtest.populations
    expect(claims).toMatchObject({
      cases: 3,
      shown: { stored: 2, rescored: 1 },
      cameIn: 0,
      wentOut: 1,
      value: { stored: 360, rescored: 300 },
    })
    const figures = Object.fromEntries(
      (claims?.judged?.figures ?? []).map(({ figure, stored, rescored }) => [figure, [stored, rescored]]),
    )
    expect(claims?.judged).toMatchObject({ labelled: 2, abusive: 1 })
    expect(figures['precision of the shown']).toEqual([0.5, 1])
    expect(figures.Brier).toEqual([0.25, expect.closeTo((0.75 ** 2 + 0.25 ** 2) / 2, 5)])
    expect(backtest.rulesets.stored).toHaveLength(1)
    expect(backtest.rulesets.stored).not.toContain(backtest.rulesets.rescored)
    expect(readFileSync(shop.at('recoup.duckdb')).equals(before)).toBe(true)
  })

  test('is said in words, of no line wider than a terminal', async () => {
    changedTo(0.25)
    const { out } = await shop.recoup('backtest')
    expect(out).toContain('shown 2 → 1 (0 enter, 1 leaves)')
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(110)
  })

  test('cannot be said of a fact that no run has made', async () => {
    changedTo(0.25)
    const warehouse = await Warehouse.open(shop.at('recoup.duckdb'))
    await warehouse.run('alter table facts.claim_facts rename column claim_type to another')
    warehouse.close()
    expectProblem(await shop.recoup('backtest'), /hold no claim_type/)
  })

  test('cannot be said of tables that an earlier version did not know', async () => {
    const warehouse = await Warehouse.open(shop.at('recoup.duckdb'))
    await warehouse.run('drop table scores.silenced_signals')
    await warehouse.run('drop table raw.suppressions')
    warehouse.close()
    expectProblem(await shop.recoup('backtest'), /holds no scores\.silenced_signals/)
    expect(await shop.recoup('plan')).toMatchObject({ code: 0, err: '' })
  })
})
