import fc from 'fast-check'
import type { Feed } from '../../../../sources/feed.ts'
import type { ColumnFacts } from '../../../../warehouse/columns.ts'
import { badTexts, goodTexts, longTexts } from './texts.ts'

export type Row = Readonly<Record<string, unknown>>

/** Rows as CSV can hold them: every cell a text, the empty one for a missing value. */
export const csvRows = (feed: Feed): fc.Arbitrary<Row> => rowsOf(feed, { good: goodTexts, bad: badTexts })

/** Rows as JSON can hold them, with what JSON says otherwise than as text. */
export const jsonRows = (feed: Feed): fc.Arbitrary<Row> =>
  rowsOf(feed, {
    good: (facts) => fc.oneof({ weight: 2, arbitrary: goodTexts(facts) }, goodTexts(facts).map(asJson)),
    bad: (facts) =>
      fc.oneof(
        { weight: 6, arbitrary: badTexts(facts) },
        { weight: 2, arbitrary: badTexts(facts).map(asJson) },
        { weight: 3, arbitrary: numbers },
        {
          weight: 2,
          arbitrary: fc.constantFrom(
            true,
            false,
            null,
            undefined,
            [],
            {},
            '\ud83d',
            [{ a: '\ude00' }],
            nested,
          ),
        },
        { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }) },
      ),
  })

/** The text as a number or a word of JSON, where it is one. What parses as infinite is none when written again. */
function asJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'boolean' || Number.isFinite(value) ? value : text
  } catch {
    return text
  }
}

/** What JSON has several ways to write. */
const nested = { 'a\u001b"\\': ['\u000e/', 1e21, 1e-7, -1.5e300, 'e+u001f\\u001f'] }

const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.maxSafeInteger(),
  fc
    .tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: -12, max: 22 }))
    .map(([n, e]) => Number(`${n}e${e}`)),
)

type Cells = {
  readonly good: (facts: ColumnFacts) => fc.Arbitrary<unknown>
  readonly bad: (facts: ColumnFacts) => fc.Arbitrary<unknown>
}

/** Good rows, rows with a bad cell here and there, and rows that are mostly bad. */
function rowsOf(feed: Feed, { good, bad }: Cells): fc.Arbitrary<Row> {
  const mixed = (badWeight: number) =>
    fc.record({
      ...Object.fromEntries(
        Object.entries(feed.columns).map(([column, { facts }]) => {
          const missing = { weight: facts.required ? 0 : 10, arbitrary: fc.constant('') }
          const cell = fc.oneof(
            { weight: 40, arbitrary: good(facts) },
            { weight: badWeight, arbitrary: bad(facts) },
            missing,
          )
          return [column, cell]
        }),
      ),
      'Their Own': bad({ kind: 'text', about: '', required: false, unique: false }),
    })
  const long = fc
    .tuple(mixed(0), fc.constantFrom(...Object.keys(feed.columns)), longTexts)
    .map(([row, column, text]) => ({ ...row, [column]: text }))
  return fc.oneof(
    { weight: 80, arbitrary: mixed(0) },
    { weight: 80, arbitrary: mixed(2) },
    { weight: 39, arbitrary: mixed(40) },
    { weight: 1, arbitrary: long },
  )
}
