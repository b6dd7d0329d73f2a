import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitted, type Held, objective, offOptimum, slopes } from '../../../pipelines/propose/fit.ts'
import { type LabelledRow, labelledRows } from '../../../pipelines/propose/rows.ts'

const row = (isAbuse: boolean, ...values: readonly number[]): LabelledRow => ({
  isAbuse,
  given: 0,
  entries: values.flatMap((value, column) => (value === 0 ? [] : [{ column, value }])),
})
const many = (times: number, one: LabelledRow) => Array<LabelledRow>(times).fill(one)
const ones = (count: number) => new Float64Array(count).fill(1)
const numbers = (...values: readonly number[]) => Float64Array.from(values)
const held = ({ centre = 1, spread = 0.5, least = 0, most = 2 }, columns = 1): Held => ({
  centre: new Float64Array(columns).fill(centre),
  spread: new Float64Array(columns).fill(spread),
  least: new Float64Array(columns).fill(least),
  most: new Float64Array(columns).fill(most),
})
const free = { centre: 0, spread: 1e6, least: -100, most: 100 }

describe('the fit', () => {
  test('without much held before, is the share’s log-odds: 3 of 4 abusive are log2(3) bits', () => {
    const rows = [...many(3, row(true, 1)), row(false, 1)]
    const [shift] = fitted(labelledRows(rows), ones(4), held(free))
    expect(shift).toBeCloseTo(Math.log2(3), 6)
  })

  test('adds to the log-odds that a row is given', () => {
    const rows = [...many(3, row(true, 1)), row(false, 1)].map((one) => ({ ...one, given: -1 }))
    const [shift] = fitted(labelledRows(rows), ones(4), held(free))
    expect(shift).toBeCloseTo(Math.log2(3) + 1, 6)
  })

  test('of two groups, gives the log-odds of the one and the difference of the other', () => {
    // Without the sign 1 of 5 is abusive; with it, which gives 2 bits, 3 of 4.
    const rows = [
      ...many(1, row(true, 1, 0)),
      ...many(4, row(false, 1, 0)),
      ...many(3, row(true, 1, 2)),
      ...many(1, row(false, 1, 2)),
    ]
    const [shift, factor] = fitted(labelledRows(rows), ones(9), held(free, 2))
    expect(shift).toBeCloseTo(-2, 6)
    expect(factor).toBeCloseTo((Math.log2(3) + 2) / 2, 6)
  })

  test('is held towards its centre: one abusive row of one bit, worked by hand', () => {
    // x solves (x − 1) ÷ 0.25 = ln 2 ÷ (1 + 2^x).
    const [factor = 0] = fitted(labelledRows([row(true, 1)]), ones(1), held({}))
    expect((factor - 1) / 0.25).toBeCloseTo(Math.LN2 / (1 + 2 ** factor), 9)
    expect(factor).toBeCloseTo(1.0563, 4)
  })

  test('stays at its centre where there are no labels, and at its bound where labels speak the other way', () => {
    expect(fitted(labelledRows([]), ones(0), held({}))[0]).toBe(1)
    const contrary = labelledRows(many(500, row(false, 1)))
    expect(fitted(contrary, ones(500), held({}))[0]).toBe(0)
    const stronger = labelledRows(many(500, row(true, 1)))
    expect(fitted(stronger, ones(500), held({}))[0]).toBe(2)
  })

  test('a signal that speaks for the customer is dropped rather than turned', () => {
    const rows = labelledRows([...many(200, row(true, -3)), ...many(10, row(false, -3))])
    expect(fitted(rows, ones(210), held({}))[0]).toBe(0)
  })

  test('comes to rest where rows are told apart perfectly and nearly nothing holds', () => {
    const rows = labelledRows([...many(50, row(true, 1, 8)), ...many(50, row(false, 1, -8))])
    const found = fitted(rows, ones(100), held({ ...free, spread: 100 }, 2))
    expect(found.every(Number.isFinite)).toBe(true)
  })

  test('says so where numbers are not finite', () => {
    expect(() => fitted(labelledRows([row(true, Number.NaN)]), ones(1), held({}))).toThrow(/come to rest/)
  })
})

const columns = 4
const case_ = fc.record({
  isAbuse: fc.boolean(),
  given: fc.double({ min: -4, max: 4, noNaN: true }),
  values: fc.array(fc.oneof(fc.constant(0), fc.double({ min: -6, max: 6, noNaN: true })), {
    minLength: columns,
    maxLength: columns,
  }),
  weight: fc.double({ min: 0, max: 15, noNaN: true }),
})
const problem = fc
  .record({
    cases: fc.array(case_, { minLength: 1, maxLength: 60 }),
    centre: fc.array(fc.constantFrom(0, 1), { minLength: columns, maxLength: columns }),
    spread: fc.double({ min: 0.05, max: 3, noNaN: true }),
    fixed: fc.integer({ min: -1, max: columns - 1 }),
  })
  .map(({ cases, centre, spread, fixed }) => ({
    rows: labelledRows(
      cases.map(({ values, ...one }) => ({ ...one, entries: row(true, ...values).entries })),
    ),
    weights: Float64Array.from(cases, ({ weight }) => weight),
    held: {
      centre: Float64Array.from(centre),
      spread: new Float64Array(columns).fill(spread),
      least: Float64Array.from(centre, (one, j) => (j === fixed ? one : 0)),
      most: Float64Array.from(centre, (one, j) => (j === fixed ? one : 2)),
    },
  }))

describe('for any labels and bounds', () => {
  test('the optimum meets its conditions, keeps within its bounds and is the same from any start', () => {
    fc.assert(
      fc.property(
        problem,
        fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: columns, maxLength: columns }),
        (given, start) => {
          const x = fitted(given.rows, given.weights, given.held)
          const { gradient, hessian } = slopes(given.rows, given.weights, given.held, x)
          expect(offOptimum(given.held, x, gradient, hessian)).toBeLessThan(1e-8)
          x.forEach((value, j) => {
            const [slope, least, most] = [gradient, given.held.least, given.held.most].map(
              (of) => of[j] as number,
            ) as [number, number, number]
            expect(value).toBeGreaterThanOrEqual(least)
            expect(value).toBeLessThanOrEqual(most)
            // Karush-Kuhn-Tucker: no slope inside, and at a bound none that leads back inside.
            if (value > least && value < most) expect(Math.abs(slope)).toBeLessThan(1e-5)
            if (value === least && least < most) expect(slope).toBeGreaterThan(-1e-5)
            if (value === most && least < most) expect(slope).toBeLessThan(1e-5)
          })
          const again = fitted(given.rows, given.weights, given.held, Float64Array.from(start))
          x.forEach((value, j) => {
            expect(again[j]).toBeCloseTo(value, 5)
          })
        },
      ),
      { numRuns: 300 },
    )
  })

  test('no point near the optimum is better', () => {
    fc.assert(
      fc.property(
        problem,
        fc.integer({ min: 0, max: columns - 1 }),
        fc.double({ min: -0.2, max: 0.2, noNaN: true }),
        (given, j, by) => {
          const x = fitted(given.rows, given.weights, given.held)
          const { least, most } = given.held
          const moved = x.map((value, k) =>
            k === j ? Math.min(most[j] as number, Math.max(least[j] as number, value + by)) : value,
          )
          const best = objective(given.rows, given.weights, given.held, x)
          expect(objective(given.rows, given.weights, given.held, moved)).toBeGreaterThanOrEqual(
            best - 1e-9 * Math.abs(best),
          )
        },
      ),
    )
  })

  test('a row of weight two is two rows', () => {
    const one = labelledRows([row(true, 1, 2), row(false, 1, 1)])
    const twice = labelledRows([row(true, 1, 2), row(true, 1, 2), row(false, 1, 1)])
    const by = held({}, 2)
    expect(fitted(one, numbers(2, 1), by)).toEqual(fitted(twice, ones(3), by))
  })
})
