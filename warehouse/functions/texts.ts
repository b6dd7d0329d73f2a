import type { Expression } from 'kysely'
import type { PersonalKind } from '../columns.ts'
import { call, type Expr, type FunctionMeaning, type NullIn, word } from './declare.ts'

type Text = string | Expression<string | null> | Expression<string>

export const texts = {
  to_text: { means: 'The value as text.', cases: [{ given: [['integer', '12']], gives: ['text', '12'] }] },
  lower_case: { means: 'In lower case.', cases: [{ given: [['text', 'AbC']], gives: ['text', 'abc'] }] },
  trimmed: {
    means: 'Without blanks at either end.',
    cases: [{ given: [['text', '  a b ']], gives: ['text', 'a b'] }],
  },
  concat_texts: {
    means: 'One text after the other.',
    cases: [
      {
        given: [
          ['text', 'a'],
          ['text', 'b'],
        ],
        gives: ['text', 'ab'],
      },
      {
        given: [
          ['text', 'a'],
          ['text', null],
        ],
        gives: ['text', null],
      },
    ],
  },
  part_of_text: {
    means: 'So many characters from the given place on; the first place is 1.',
    cases: [
      {
        given: [
          ['text', 'abcdef'],
          ['integer', '2'],
          ['integer', '3'],
        ],
        gives: ['text', 'bcd'],
      },
    ],
  },
  text_starts_with: {
    means: 'Whether the text begins with the other.',
    cases: [
      {
        given: [
          ['text', 'abc'],
          ['text', 'ab'],
        ],
        gives: ['boolean', 'true'],
      },
    ],
  },
  text_matches: {
    means: 'Whether the regular expression is found in the text.',
    cases: [
      {
        given: [
          ['text', 'ab12'],
          ['text', '[0-9]+$'],
        ],
        gives: ['boolean', 'true'],
      },
    ],
  },
  replace_matches: {
    means: 'The text with every match of the regular expression replaced.',
    cases: [
      {
        given: [
          ['text', '(555) 12-3'],
          ['text', '[^0-9]'],
          ['text', ''],
        ],
        gives: ['text', '555123'],
      },
    ],
  },
  replace_text: {
    means: 'The text with every occurrence of the other replaced.',
    cases: [
      {
        given: [
          ['text', ' main street '],
          ['text', ' street '],
          ['text', ' st '],
        ],
        gives: ['text', ' main st '],
      },
      {
        given: [
          ['text', 'a.b'],
          ['text', '.'],
          ['text', ''],
        ],
        gives: ['text', 'ab'],
      },
    ],
  },
  matched_part: {
    means: 'What the first group of the regular expression matches first; null where it is not found.',
    cases: [
      {
        given: [
          ['text', 'main st apt 3b, apt 4'],
          ['text', 'apt ([0-9]+)'],
        ],
        gives: ['text', '3'],
      },
      {
        given: [
          ['text', 'main st'],
          ['text', 'apt ([0-9]+)'],
        ],
        gives: ['text', null],
      },
      {
        given: [
          ['text', 'apt'],
          ['text', 'apt([0-9]*)'],
        ],
        gives: ['text', ''],
      },
    ],
  },
  joined_between: {
    means:
      'The text without the blanks between a match of the first regular expression and one of the second.',
    cases: [
      {
        given: [
          ['text', 'ring 12 a'],
          ['text', '[0-9]'],
          ['text', '[a-z]\\b'],
        ],
        gives: ['text', 'ring 12a'],
      },
      {
        given: [
          ['text', '12 abbey rd'],
          ['text', '[0-9]'],
          ['text', '[a-z]\\b'],
        ],
        gives: ['text', '12 abbey rd'],
      },
    ],
  },
  words_in: {
    means: 'How many words, in a text with single blanks between them; an empty text counts as one.',
    cases: [{ given: [['text', 'where is it']], gives: ['integer', '3'] }],
  },
  words_from: {
    means:
      'So many words from the given place on, in a text with single blanks between words; the first is 1.',
    cases: [
      {
        given: [
          ['text', 'it never came here'],
          ['integer', '2'],
          ['integer', '2'],
        ],
        gives: ['text', 'never came'],
      },
    ],
  },
  without_accents: {
    means: 'The letters without their accents.',
    cases: [{ given: [['text', 'José Müller']], gives: ['text', 'Jose Muller'] }],
  },
  fixed_text: {
    means: 'The number as text with so many decimals.',
    cases: [
      {
        given: [
          ['number', '2.345'],
          ['integer', '1'],
        ],
        gives: ['text', '2.3'],
      },
    ],
  },
  day_text: {
    means: "An instant's or day's date as text, year-month-day.",
    cases: [{ given: [['instant', '2026-01-02 03:00:00']], gives: ['text', '2026-01-02'] }],
  },
  md5_text: {
    means:
      'The MD5 digest of the text, in lower-case hexadecimal; to tell contents apart, not to protect them.',
    cases: [{ given: [['text', 'abc']], gives: ['text', '900150983cd24fb0d6963f7d28e17f72'] }],
  },
  pseudonym: {
    means:
      'A keyed pseudonym (HMAC-SHA-256, hexadecimal): the same for the same value and kind, useless without the key.',
    cases: [],
  },
} as const satisfies Record<string, FunctionMeaning>

export const toText = <A extends Expression<unknown>>(value: A): Expr<string | NullIn<A>> =>
  call('to_text', value)
export const lowerCase = <A extends Text>(x: A): Expr<string | NullIn<A>> => call('lower_case', x)
export const trimmed = <A extends Text>(x: A): Expr<string | NullIn<A>> => call('trimmed', x)
export const concatTexts = <A extends Text, B extends Text>(a: A, b: B): Expr<string | NullIn<A | B>> =>
  call('concat_texts', a, b)
/** All texts in their order as one. Halves within halves, so that the SQL is not nested as deep as there are texts. */
export function concatAll(texts: readonly Expr<string>[]): Expr<string> {
  const [first, ...others] = texts
  if (!first) return word('')
  if (others.length === 0) return first
  const half = Math.ceil(texts.length / 2)
  return concatTexts(concatAll(texts.slice(0, half)), concatAll(texts.slice(half)))
}
export const partOfText = <A extends Text>(
  x: A,
  from: number,
  characters: number,
): Expr<string | NullIn<A>> => call('part_of_text', x, from, characters)
export const textStartsWith = <A extends Text, B extends Text>(
  x: A,
  start: B,
): Expr<boolean | NullIn<A | B>> => call('text_starts_with', x, start)
export const textMatches = <A extends Text>(x: A, pattern: string): Expr<boolean | NullIn<A>> =>
  call('text_matches', x, pattern)
export const replaceMatches = <A extends Text>(x: A, pattern: string, by: string): Expr<string | NullIn<A>> =>
  call('replace_matches', x, pattern, by)
export const replaceText = <A extends Text>(x: A, found: string, by: string): Expr<string | NullIn<A>> =>
  call('replace_text', x, found, by)
export const matchedPart = (x: Text, pattern: string): Expr<string | null> => call('matched_part', x, pattern)
export const joinedBetween = <A extends Text>(
  x: A,
  before: string,
  after: string,
): Expr<string | NullIn<A>> => call('joined_between', x, before, after)
export const wordsIn = <A extends Text>(x: A): Expr<number | NullIn<A>> => call('words_in', x)
export const wordsFrom = <A extends Text>(
  x: A,
  from: Expression<number>,
  words: number,
): Expr<string | NullIn<A>> => call('words_from', x, from, words)
export const withoutAccents = <A extends Text>(x: A): Expr<string | NullIn<A>> => call('without_accents', x)
export const fixedText = <A extends Expression<number | null> | Expression<number>>(
  x: A,
  decimals: number,
): Expr<string | NullIn<A>> => call('fixed_text', x, decimals)
export const dayText = <A extends Expression<unknown>>(at: A): Expr<string | NullIn<A>> =>
  call('day_text', at)
export const md5Text = <A extends Text>(x: A): Expr<string | NullIn<A>> => call('md5_text', x)
/** Normalise the value first: two spellings of one address must give one pseudonym. */
export const pseudonym = <A extends Text>(x: A, kind: PersonalKind): Expr<string | NullIn<A>> =>
  call('pseudonym', x, kind)
