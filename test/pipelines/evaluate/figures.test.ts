import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { brier, calibrationError, reliability } from '../../../pipelines/evaluate/calibration.ts'
import { withInterval } from '../../../pipelines/evaluate/intervals.ts'
import {
  averagePrecision,
  precisionAmong,
  ranking,
  valueCapturedAmong,
} from '../../../pipelines/evaluate/ranking.ts'

type Judged = { rank: number; isAbuse: boolean; value: number }

const judged = (...rows: readonly [number, boolean, number?][]): Judged[] =>
  rows.map(([rank, isAbuse, value = 1]) => ({ rank, isAbuse, value }))
const ones = (cases: readonly unknown[]) => new Float64Array(cases.length).fill(1)
const ranked = (cases: readonly Judged[]) => ranking(cases, ({ rank }) => rank)

describe('average precision', () => {
  test('is the mean of the precision at each abusive case', () => {
    const cases = judged([4, true], [3, false], [2, true], [1, false])
    expect(averagePrecision(ranked(cases), ones(cases))).toBeCloseTo((1 + 2 / 3) / 2, 12)
  })

  test('takes cases of one rank at once: a ranking that tells nothing apart has the share of abuse', () => {
    const cases = judged([0, true], [0, false], [0, false], [0, true], [0, false])
    expect(averagePrecision(ranked(cases), ones(cases))).toBeCloseTo(2 / 5, 12)
  })

  test('has no value where nothing is abusive', () => {
    const cases = judged([2, false], [1, false])
    expect(averagePrecision(ranked(cases), ones(cases))).toBeNull()
  })

  test('a case of weight two counts as two cases, and the order of the cases does not matter', () => {
    const row = fc.record({
      rank: fc.integer({ min: 0, max: 4 }),
      isAbuse: fc.boolean(),
      value: fc.constant(1),
    })
    fc.assert(
      fc.property(fc.array(fc.tuple(row, fc.integer({ min: 1, max: 3 })), { minLength: 1 }), (drawn) => {
        const cases = drawn.map(([one]) => one)
        const weights = Float64Array.from(drawn, ([, times]) => times)
        const repeated = drawn.flatMap(([one, times]) => Array<Judged>(times).fill(one)).reverse()
        const [one, other] = [
          averagePrecision(ranked(cases), weights),
          averagePrecision(ranked(repeated), ones(repeated)),
        ]
        if (other === null) expect(one).toBeNull()
        else expect(one).toBeCloseTo(other, 10)
      }),
    )
  })
})

test('precision and value captured so far down: a tie at the edge counts by its part', () => {
  const cases = judged([3, true, 10], [2, true, 30], [2, false, 5], [1, false, 5])
  // Half of four: the first, and half of the two that share the next rank.
  expect(precisionAmong(ranked(cases), ones(cases), 0.5)).toBeCloseTo(1.5 / 2, 12)
  expect(valueCapturedAmong(ranked(cases), ones(cases), 0.5)).toBeCloseTo((10 + 15) / 40, 12)
})

test('Brier score and calibration error of four cases', () => {
  const cases = [
    { score: 0.1, isAbuse: false },
    { score: 0.2, isAbuse: false },
    { score: 0.6, isAbuse: true },
    { score: 0.9, isAbuse: false },
  ]
  expect(brier(cases, ones(cases))).toBeCloseTo((0.01 + 0.04 + 0.16 + 0.81) / 4, 12)
  // Each case is a bin of its own.
  expect(calibrationError(cases, ones(cases))).toBeCloseTo((0.1 + 0.2 + 0.4 + 0.9) / 4, 12)
  expect(reliability(cases, ones(cases))).toHaveLength(4)
})

test('an interval holds the value, is the same each time, and narrows with more cases', () => {
  const share = (flags: readonly number[]) =>
    withInterval(ones(flags), (weights) => {
      const all = weights.reduce((total, one) => total + one, 0)
      return flags.reduce((total, flag, index) => total + flag * (weights[index] as number), 0) / all
    })
  const few = share([1, 0, 0, 1, 0, 0, 1, 0, 0, 0])
  const many = share(Array.from({ length: 1000 }, (_, index) => Number(index % 10 < 3)))
  expect(few?.value).toBeCloseTo(0.3, 12)
  expect(few?.low).toBeLessThan(0.3)
  expect(few?.high).toBeGreaterThan(0.3)
  expect(share([1, 0, 0, 1, 0, 0, 1, 0, 0, 0])).toEqual(few)
  // About 1.96 × √(0.3 × 0.7 ÷ 1000) = 0.028 to either side.
  expect((many?.high ?? 0) - (many?.low ?? 0)).toBeGreaterThan(0.04)
  expect((many?.high ?? 0) - (many?.low ?? 0)).toBeLessThan(0.075)
})
