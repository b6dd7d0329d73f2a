import { expect, test } from 'vitest'

const { probabilityOf } = await import(
  new URL('../../../reports/components/case_words.js', import.meta.url).href
)

test.each([
  [{ is_finding: true, score: 0.2 }, 'exact'],
  [{ is_finding: false, score: null }, 'under 50%'],
  [{ is_finding: false, score: 0.31 }, 'under 50%'],
  [{ is_finding: false, score: 0.5 }, '50.0%'],
  [{ is_finding: false, score: 0.9984 }, '99.8%'],
  [{ is_finding: false, score: 0.99996 }, 'over 99.9%'],
])('a probability is told neither where it is low nor as certainty: %o', (found, told) => {
  expect(probabilityOf(found)).toBe(told)
})
