import fc from 'fast-check'
import type { ColumnFacts } from '../../../../warehouse/columns.ts'

type Texts = fc.Arbitrary<string>

const padded = (value: number, length = 2) => String(value).padStart(length, '0')
const span = (min: number, max: number) => fc.integer({ min, max })

/** Letters of many scripts in either normal form, emoji, and what files quote or escape. */
const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
  fc.constantFrom(
    'tab\tand\nnewline',
    'say "hello"',
    'back\\slash',
    ',;\t',
    "it's",
    '\r\n',
    '\\N',
    '{"a":1}',
  ),
)

const decimal = (whole: number, places: number): Texts =>
  fc
    .tuple(span(1, whole), span(0, places), span(0, 3), fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }))
    .map(([before, after, zeros, digits]) => {
      const text = String(digits)
        .padStart(before + after, '0')
        .slice(-(before + after))
      return after === 0 ? text : `${text.slice(0, before)}.${text.slice(before)}${'0'.repeat(zeros)}`
    })

const second = 1000
const day = 24 * 60 * 60 * second
const offsets = ['Z', 'Z', '+00:00', '-00:00', '+05', '+0530', '-09:30', '+14:00', '-23:59', '']

/** Times from the first day to the last that a record may name, in every form. */
const time: Texts = fc
  .tuple(
    span(Date.UTC(2000, 0, 2) / second, Math.floor((Date.now() + 398 * day) / second)),
    fc.constantFrom('T', ' '),
    fc.constantFrom(16, 19),
    fc.stringMatching(/^([.][0-9]{1,9})?$/),
    fc.constantFrom(...offsets),
  )
  .map(([seconds, separator, length, fraction, offset]) => {
    const clock = new Date(seconds * second).toISOString().slice(0, length).replace('T', separator)
    return `${clock}${length === 19 ? fraction : ''}${offset}`
  })

/** Times that clocks skip, show twice, or come to when they are moved, in zones that the tests read times in. */
const timeOfMove = fc
  .tuple(
    fc.constantFrom('2024-03-31', '2024-10-27', '2024-03-10', '2024-11-03', '2024-04-07', '2024-10-06'),
    fc.constantFrom('T', ' '),
    span(0, 3),
    fc.constantFrom('00', '15', '30', '45', '59:59.999999'),
  )
  .map(([date, separator, hour, minutes]) => `${date}${separator}${padded(hour)}:${minutes}`)

/** Texts that the column takes, but for a bound now and then. */
export function goodTexts({ kind, choices, pattern, atLeast = -1000, atMost = 1000 }: ColumnFacts): Texts {
  if (choices) return fc.constantFrom(...choices)
  if (pattern) return fc.stringMatching(new RegExp(`^${pattern.matches}$`))
  switch (kind) {
    case 'text':
      return anyText
    case 'integer':
      return fc
        .tuple(span(atLeast, atMost), fc.constantFrom('', '', '.0', '.000'))
        .map(([value, zeros]) => `${value === 0 ? '-0' : value}${zeros}`)
    case 'number':
      return fc.oneof(
        fc.double({ min: atLeast, max: atMost, noNaN: true }).map(String),
        span(atLeast * 1000, atMost * 1000).map((value) => String(value / 1000)),
      )
    case 'money':
      return decimal(14, 4)
    case 'rate':
      return fc.oneof(decimal(10, 8), fc.constantFrom('6.2e-05', '1E-8', '1.0e-7', '9.99E-5', '0.00000001'))
    case 'boolean':
      return fc.constantFrom('true', 'False', 'T', 'f', 'YES', 'no', '1', '0')
    case 'instant':
      return fc.oneof({ weight: 9, arbitrary: time }, timeOfMove)
    case 'day':
      return time.map((text) => text.slice(0, 10))
  }
}

/** Numbers in every writing, most of them wrong somewhere. */
const almostNumber = fc.oneof(
  fc.stringMatching(/^[+-]?[0-9]{0,23}[.,]?[0-9]{0,10}([eE][+-]?[0-9]{1,3})?$/),
  fc.stringMatching(/^-?[0-9]{1,3}([.][0-9]{1,9}0{0,3})?$/),
  fc.stringMatching(/^[0-9]([.][0-9]{1,4})?[eE]-0?[4-9]$/),
  fc.stringMatching(/^[0-9]{13,22}([.][0-9]{1,4})?$/),
)

const almostTime = fc
  .tuple(
    fc.constantFrom(0, 1, 1582, 1999, 2000, 2016, 2023, 2024, 2100, 9999),
    span(0, 13),
    fc.oneof(span(0, 32), span(28, 31)),
    fc.constantFrom('T', ' ', 't', '  ', '', '_'),
    fc.oneof(span(0, 25), span(22, 24)),
    fc.oneof(span(0, 61), span(0, 59)),
    fc.oneof(span(0, 61), span(0, 59)),
    fc.constantFrom('', '', '.5', '.', ',5', '.123456789', '.1234567890', '.999999999'),
    fc.constantFrom(
      ...offsets,
      'z',
      '+24:00',
      '+23:60',
      '+5',
      '+05:3',
      '+053',
      '-0930',
      ' Z',
      ' +01:00',
      '[Z]',
      '−01:00',
    ),
  )
  .chain(([year, month, date, separator, hour, minute, seconds, fraction, offset]) => {
    const named = `${padded(year, 4)}-${padded(month)}-${padded(date)}`
    const clock = `${padded(hour)}:${padded(minute)}`
    return fc.constantFrom(
      named,
      `${named}${separator}${clock}:${padded(seconds)}${fraction}${offset}`,
      `${named}${separator}${clock}${offset}`,
    )
  })

/** The days and moments at which the contract's bounds lie. */
const atBounds = fc.constantFrom(
  ...[new Date(2000, 0, 1), new Date(Math.floor(Date.now() / day) * day + 401 * day)].flatMap((bound) =>
    [-day, -1, 0, 1].flatMap((off) => {
      const text = new Date(bound.getTime() + off).toISOString()
      return [text, text.slice(0, 23), text.slice(0, 10), text.replace('Z', '999+00:00')]
    }),
  ),
)

/** Texts that look like numbers, words or nothing, and are something else. */
const lookalikes = [
  ...[
    '',
    ' ',
    '\t',
    '\n',
    '\u00a0',
    '\u200b',
    '\ufeff',
    '\u3000',
    'null',
    'NULL',
    'undefined',
    'None',
    '\\N',
  ],
  ...[
    ' 1',
    '1 ',
    '\u00a01',
    '1\n',
    '1e5',
    '1E5',
    'NaN',
    'nan',
    'Infinity',
    '-Infinity',
    'inf',
    '+1',
    '.5',
    '5.',
  ],
  ...[
    '1,5',
    '1,000.00',
    '1_000',
    "1'000",
    '0x10',
    '0b1',
    '1/2',
    '½',
    '１２',
    '١٢',
    '१२',
    '²',
    '−1',
    '--1',
    '-',
  ],
  ...['-0', '-0.0', '-0.00000', '0.00000', '00', '007', '1.00001', '0.000000001', '99999999999999.9999'],
  ...['100000000000000', '999999999999999', '1000000000000000', '9007199254740993', '9223372036854775808'],
  ...[
    'tRuE',
    'ＴＲＵＥ',
    'true ',
    'on',
    'y',
    'ﬀ',
    'ſ',
    'KELVIN',
    'İ',
    'ı',
    'Ｅ',
    'ЕUR',
    'EUＲ',
    'eur',
    'EURO',
    'E',
    'DE\n',
  ],
  ...[
    'wеb',
    'web\u200b',
    'WEB',
    'dаmaged',
    'e\u0301',
    '\u00e9',
    '👩‍👩‍👧',
    '\u202eabc',
    '\ufffd',
    '\uffff',
    '\u{10ffff}',
  ],
]

const controls = [
  '\u0000',
  '\u0001',
  '\u0008',
  '\u000b',
  '\u000c',
  '\u001b',
  '\u001f',
  '\u007f',
  '\u0080',
  '\u0085',
  '\u009f',
]

/** Texts about as long as a text may be, in characters of one and of two UTF-16 units, and far longer. */
const long = fc
  .tuple(
    fc.constantFrom('a', 'é', '€', '😀', 'e\u0301', '1', '0'),
    fc.constantFrom(5_000, 9_999, 10_000, 10_001, 30_000),
  )
  .map(([character, times]) => character.repeat(times))

/** Texts that the column does not take, or only just. */
export function badTexts(facts: ColumnFacts): Texts {
  const inserted = fc.constantFrom(
    ...controls,
    ...lookalikes,
    '"',
    '\\',
    '\n',
    '٣',
    'е',
    'e',
    '.',
    '-',
    ':',
    'Z',
  )
  const mutated = fc
    .tuple(goodTexts(facts), fc.nat({ max: 30 }), span(0, 2), inserted)
    .map(([text, place, cut, part]) => text.slice(0, place) + part + text.slice(place + cut))
  return fc
    .oneof(
      { weight: 4, arbitrary: mutated },
      { weight: 3, arbitrary: fc.constantFrom(...lookalikes) },
      { weight: 3, arbitrary: almostNumber },
      { weight: 3, arbitrary: almostTime },
      { weight: 1, arbitrary: atBounds },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
    )
    .filter((text) => !/\p{Surrogate}/u.test(text))
}

/** Rare, because they are costly. */
export const longTexts = long
