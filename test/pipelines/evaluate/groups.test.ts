import { expect, test } from 'vitest'
import { reviewedAtCapacity } from '../../../pipelines/evaluate/capacity.ts'
import type { Case } from '../../../pipelines/evaluate/cases.ts'
import { challengerFigures } from '../../../pipelines/evaluate/challenger.ts'
import { fairness } from '../../../pipelines/evaluate/fairness.ts'
import { rankingsOf } from '../../../pipelines/evaluate/rankings.ts'
import { recall } from '../../../pipelines/evaluate/recall.ts'

const usual: Case = {
  caseType: 'claim',
  caseId: 'k',
  population: 'not_received',
  day: '2026-01-01',
  score: 0.2,
  challengerScore: null,
  expectedValue: 5,
  isFinding: false,
  band: 'standard',
  isAbuse: false,
  kind: null,
  persona: null,
  weight: 1,
  value: 50,
  earlier: 0,
  earlierRate: 0,
  rulePoints: 0,
  laneLoss: 0.01,
  dwelling: 'house',
  region: 'TX',
  isNewAccount: false,
}

test('each day findings come first, then what a review pays most for, as many as the team can look at', () => {
  const cases: Case[] = [
    { ...usual, expectedValue: 5 },
    { ...usual, expectedValue: 9 },
    { ...usual, expectedValue: -3, isFinding: true },
    { ...usual, expectedValue: -3 },
    { ...usual, day: '2026-01-02', expectedValue: 1 },
  ]
  const reviewed = reviewedAtCapacity(cases, 2)
  expect(cases.map((one) => reviewed.has(one))).toEqual([false, true, true, false, true])
})

test('a group whose honest cases are looked at far more often is warned of; one as small as chance is not', () => {
  const many = (dwelling: string, cases: number, shown: number): Case[] =>
    Array.from({ length: cases }, (_, index) => ({ ...usual, dwelling, score: Number(index < shown) }))
  const cases = [...many('house', 400, 20), ...many('apartment', 100, 30), ...many('locker', 10, 9)]
  const reviewed = new Set(cases.filter(({ score }) => score === 1))
  const table = fairness(cases, reviewed, 0.05).filter(({ division }) => division === 'dwelling')

  expect(table.map(({ group, cases: of, isWarned }) => [group, of, isWarned])).toEqual([
    ['apartment', 100, true],
    ['house', 400, false],
  ])
  expect(table[0]?.reviewed.value).toBeCloseTo(0.3, 12)
  expect(table[0]?.falsePositives?.value).toBeCloseTo(0.3, 12)
  // 100 of 510 cases are in flats, and 30 of the 59 that are shown.
  expect(table[0]?.shareOfCases).toBeCloseTo(100 / 510, 12)
  expect(table[0]?.shareOfShown).toBeCloseTo(30 / 59, 12)
})

test('lanes fall into tenths from the least lossy to the most', () => {
  const cases = Array.from({ length: 400 }, (_, index) => ({ ...usual, laneLoss: (index + 1) / 1000 }))
  const tenths = fairness(cases, new Set(), 0.05).filter(({ division }) => division === 'lane loss, tenth')
  expect(tenths.map(({ group, cases: of }) => [group, of])).toEqual(
    Array.from({ length: 10 }, (_, index) => [String(index + 1), 40]),
  )
})

test('a ranking is judged as far down as the queue goes among all the cases that the decided ones stand for', () => {
  const shown = [true, true, false].map((isAbuse) => ({ ...usual, isAbuse, score: 0.9 }))
  const drawn = { ...usual, score: 0.1, weight: 9, expectedValue: -1 }
  const [byScore, ...others] = rankingsOf([...shown, drawn], new Set(shown))
  // Three of twelve: the three of the queue, and none of the nine.
  expect(byScore).toMatchObject({
    ranking: 'score',
    precision: { value: 2 / 3 },
    valueCaptured: { value: 1 },
  })
  const chance = others.at(-1)
  expect(chance?.precision?.value).toBeCloseTo(2 / 12, 12)
  expect(chance?.valueCaptured?.value).toBeCloseTo(3 / 12, 12)
})

test('recall is the share of each kind of abuse that is looked at', () => {
  const ring = Array.from({ length: 4 }, () => ({ ...usual, isAbuse: true, kind: 'lie', persona: 'ring' }))
  const lone = { ...usual, isAbuse: true, kind: 'lie', persona: 'lone' }
  const honest = { ...usual, kind: 'lost', persona: 'ring' }
  const reviewed = new Set([...ring.slice(0, 3), honest])
  const shown = recall([...ring, lone, honest], reviewed).map(({ shown: { value }, ...rest }) => ({
    ...rest,
    value,
  }))
  expect(shown).toEqual([
    { division: 'all', group: 'abuse', abusive: 5, value: 0.6 },
    { division: 'kind', group: 'lie', abusive: 5, value: 0.6 },
    { division: 'persona', group: 'ring', abusive: 4, value: 0.75 },
    { division: 'persona', group: 'lone', abusive: 1, value: 0 },
  ])
})

test('the challenger is set against the score on the cases that both scored, and on no others', () => {
  const cases: Case[] = [
    { ...usual, isAbuse: true, score: 0.9 },
    { ...usual, isAbuse: true, score: 0.2, challengerScore: 0.6 },
    { ...usual, isAbuse: false, score: 0.4, challengerScore: 0.1 },
  ]
  expect(challengerFigures(cases)).toMatchObject({
    cases: 2,
    abusive: 1,
    averagePrecision: { present: { value: 0.5 }, proposed: { value: 1 }, difference: { value: 0.5 } },
  })
  const brier = challengerFigures(cases)?.brier
  expect(brier?.present?.value).toBeCloseTo((0.64 + 0.16) / 2, 12)
  expect(brier?.proposed?.value).toBeCloseTo((0.16 + 0.01) / 2, 12)
  expect(challengerFigures([{ ...usual, isAbuse: true }])).toBeNull()
})
