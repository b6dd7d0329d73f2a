import { expect, test } from 'vitest'
import { logLoss } from '../../../pipelines/evaluate/log_loss.ts'
import { fitted, type Held } from '../../../pipelines/propose/fit.ts'
import { ranges } from '../../../pipelines/propose/ranges.ts'
import { type LabelledRow, labelledRows } from '../../../pipelines/propose/rows.ts'

const one = (value: number) => Float64Array.of(value)
const held: Held = { centre: one(1), spread: one(0.5), least: one(0), most: one(2) }

/** Cases of one signal of one bit, of which so many are abuse. */
function rangeOf(cases: number, abusive: number, by = held) {
  const rows = labelledRows(
    Array.from({ length: cases }, (_, n): LabelledRow => {
      return { isAbuse: n < abusive, given: 0, entries: [{ column: 0, value: 1 }] }
    }),
  )
  const weights = new Float64Array(cases).fill(1)
  const [range] = ranges(rows, weights, by, fitted(rows, weights, by))
  if (!range) throw new Error('no range')
  return range
}
const width = ({ low, high }: { low: number; high: number }) => high - low

test('where no label speaks a range is as wide as what was held before, within the bounds', () => {
  const silent = labelledRows([{ isAbuse: false, given: 0, entries: [] }])
  const [range] = ranges(silent, one(1), held, one(1))
  const [low, high] = [range?.low as number, range?.high as number]
  expect(range?.value).toBe(1)
  // 1 ∓ 1.96 × 0.5
  expect(low).toBeLessThan(0.2)
  expect(high).toBeGreaterThan(1.8)
  expect([low, high].every((bound) => bound >= 0 && bound <= 2)).toBe(true)
})

test('a range is as wide as labels and what was held before leave it: the curvature at the optimum', () => {
  const range = rangeOf(600, 400)
  // 600 × p(1 − p) × (ln 2)² of the labels and 1 ÷ 0.25 of what was held before, at p = 2 ÷ 3.
  const deviation = 1 / Math.sqrt(600 * (2 / 9) * Math.LN2 ** 2 + 4)
  expect(width(range) / (2 * 1.96 * deviation)).toBeGreaterThan(0.8)
  expect(width(range) / (2 * 1.96 * deviation)).toBeLessThan(1.2)
  expect(range.low).toBeLessThan(range.value)
  expect(range.high).toBeGreaterThan(range.value)
})

test('more labels narrow it, and what may not move has none', () => {
  expect(width(rangeOf(600, 400))).toBeLessThan(width(rangeOf(60, 40)))
  expect(rangeOf(60, 20, { ...held, least: one(1), most: one(1) })).toEqual({ value: 1, low: 1, high: 1 })
})

test('log loss is the weighted mean of −ln of the probability of what happened', () => {
  const cases = [
    { score: 0.25, isAbuse: true },
    { score: 0.5, isAbuse: false },
  ]
  expect(logLoss(cases, Float64Array.of(1, 3))).toBeCloseTo((Math.log(4) + 3 * Math.log(2)) / 4, 12)
})
