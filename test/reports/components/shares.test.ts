import { describe, expect, test } from 'vitest'

const { apart, changeOf, difference, differ } = await import(
  new URL('../../../reports/components/shares.js', import.meta.url).href
)

const share = (numerator: number, denominator: number) => ({ numerator, denominator })

describe('two shares', () => {
  test('differ where chance alone would seldom set them so far apart', () => {
    // Pooled 0.15, standard error √(0.15 × 0.85 × 2 ÷ 100) = 0.0505: 0.1 ÷ 0.0505.
    expect(apart(share(20, 100), share(10, 100))).toBeCloseTo(1.98, 2)
    expect(differ(share(20, 100), share(10, 100))).toBe(true)
    expect(differ(share(2, 10), share(1, 10))).toBe(false)
  })

  test('of nothing, or both of all, do not differ', () => {
    expect(apart(share(1, 5), share(0, 0))).toBe(0)
    expect(apart(share(5, 5), share(5, 5))).toBe(0)
    expect(apart(undefined, share(5, 5))).toBe(0)
  })

  test('differ by so much, give or take: the example of Newcombe 1998, 56 of 70 and 48 of 80', () => {
    const { at, low, high } = difference(
      { share: 0.8, low: 0.6918, high: 0.8774 },
      { share: 0.6, low: 0.4904, high: 0.7003 },
    )
    expect(at).toBeCloseTo(0.2)
    expect(low).toBeCloseTo(0.0524, 3)
    expect(high).toBeCloseTo(0.3339, 3)
  })
})

describe('a change', () => {
  const weeks = (missed: readonly number[]) => missed.map((numerator) => share(numerator, 100))

  test('is found where it happened', () => {
    const change = changeOf(weeks([5, 4, 6, 5, 5, 4, 6, 15, 16, 14, 15]))
    expect(change.at).toBe(7)
    expect(change.before).toEqual(share(35, 700))
    expect(change.since).toEqual(share(60, 400))
  })

  test('is not seen in what goes up and down, nor in one odd week at the end', () => {
    expect(changeOf(weeks([5, 7, 4, 6, 5, 3, 6, 7, 5, 4]))).toBeNull()
    expect(changeOf(weeks([5, 5, 5, 5, 5, 5, 5, 5, 5, 16]))).toBeNull()
  })

  test('is not seen in a few weeks, or in weeks without events', () => {
    expect(changeOf(weeks([0, 90]))).toBeNull()
    expect(
      changeOf([share(0, 0), share(0, 0), share(0, 0), share(1, 2), share(0, 0), share(0, 0)]),
    ).toBeNull()
  })
})
