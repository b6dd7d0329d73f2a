import { expect, test } from 'vitest'
import { caseScores } from '../../../models/scores/case_scores.ts'
import { queueStages } from '../../../models/scores/queue_stages.ts'
import { type GivenOptions, given, type RecordsGiven } from '../given.ts'

/** A return asked for, received whole, and then found to be used goods. */
const shop = {
  orders: [{ items_amount: 200, total_amount: 200 }],
  order_lines: [{ unit_price_amount: 200 }],
  returns: [{ requested_at: '2026-01-10 09:00' }],
  return_lines: [
    {
      received_at: '2026-01-14 08:00',
      received_quantity: 1,
      inspected_at: '2026-01-16 15:00',
      grade: 'used',
    },
  ],
} satisfies RecordsGiven

const options = (prior: number, asOf = '2026-01-20'): GivenOptions => ({
  asOf,
  settings: { priors: { return: prior }, reviewCost: 0, frictionCost: 0 },
})

test('each stage stands with its moment, what spoke most for abuse, and the digests of its score', async () => {
  const built = await given(shop, options(0.5))
  const scored = await built.rows(caseScores)
  const stages = (await built.rows(queueStages)).sort((a, b) => (a.reached_at < b.reached_at ? -1 : 1))

  expect(stages.map(({ stage, reached_at }) => [stage, reached_at.slice(0, 16)])).toEqual([
    ['requested', '2026-01-10 09:00'],
    ['received', '2026-01-14 08:00'],
    ['inspected', '2026-01-16 15:00'],
  ])
  expect(stages.map(({ top_reason }) => top_reason)).toEqual([null, null, 'The goods came back used.'])
  for (const { stage, facts_hash, ruleset_hash } of stages)
    expect(scored.find((row) => row.stage === stage)).toMatchObject({ facts_hash, ruleset_hash })
})

test('a probability below one half is not told of any stage', async () => {
  const built = await given(shop, options(0.2))
  const scored = await built.rows(caseScores)
  const stages = await built.rows(queueStages)

  expect(scored.some(({ score }) => score < 0.5)).toBe(true)
  expect(scored.some(({ score }) => score >= 0.5)).toBe(true)
  for (const { stage, score } of stages) {
    const known = scored.find((row) => row.stage === stage)?.score ?? Number.NaN
    expect(score, stage).toBe(known < 0.5 ? null : known)
  }
})

test('a stage that the case had not reached by the run is none of its stages', async () => {
  const built = await given(shop, options(0.5, '2026-01-15'))

  expect((await built.rows(queueStages)).map(({ stage }) => stage).sort()).toEqual(['received', 'requested'])
})
