import type { Expression } from 'kysely'
import type { Money, Rate } from '../columns.ts'
import { call, type Expr, type FunctionMeaning, type NullIn } from './declare.ts'

type Amount = Expression<Money | null> | Expression<Money>
type Whole = number | Expression<number | null> | Expression<number>

export const amounts = {
  to_money: {
    means: 'The number or text as an amount: four decimals, halves rounded away from zero.',
    cases: [
      { given: [['text', '12.5']], gives: ['money', '12.5'] },
      { given: [['number', '0.00005']], gives: ['money', '0.0001'] },
      { given: [['text', null]], gives: ['money', null] },
    ],
  },
  add_money: {
    means: 'The sum of two amounts, exact.',
    cases: [
      {
        given: [
          ['money', '0.1'],
          ['money', '0.2'],
        ],
        gives: ['money', '0.3'],
      },
    ],
  },
  subtract_money: {
    means: 'The first amount less the second, exact.',
    cases: [
      {
        given: [
          ['money', '0.3'],
          ['money', '0.1'],
        ],
        gives: ['money', '0.2'],
      },
    ],
  },
  multiply_money: {
    means: 'An amount taken a whole number of times, exact.',
    cases: [
      {
        given: [
          ['money', '19.99'],
          ['integer', '3'],
        ],
        gives: ['money', '59.97'],
      },
    ],
  },
  convert_money: {
    means: 'An amount at an exact rate, rounded to four decimals, halves away from zero.',
    cases: [
      {
        given: [
          ['money', '10.00'],
          ['rate', '1.08345678'],
        ],
        gives: ['money', '10.8346'],
      },
      {
        given: [
          ['money', '99999999999.99'],
          ['rate', '1.5'],
        ],
        gives: ['money', '149999999999.985'],
      },
      {
        given: [
          ['money', '-9000'],
          ['rate', '99.99999999'],
        ],
        gives: ['money', '-899999.9999'],
      },
      {
        given: [
          ['money', '-0.0001'],
          ['rate', '0.5'],
        ],
        gives: ['money', '-0.0001'],
      },
      {
        given: [
          ['money', '12.3456'],
          ['rate', '1'],
        ],
        gives: ['money', '12.3456'],
      },
    ],
  },
  share_of_money: {
    means:
      'An amount times an estimated share, rounded to four decimals; for estimates only, never for a ledger.',
    cases: [
      {
        given: [
          ['money', '80'],
          ['number', '0.25'],
        ],
        gives: ['money', '20'],
      },
    ],
  },
  round_to_cents: {
    means: 'An amount rounded to two decimals, halves away from zero.',
    cases: [
      { given: [['money', '1.005']], gives: ['money', '1.01'] },
      { given: [['money', '-1.005']], gives: ['money', '-1.01'] },
    ],
  },
  cents_down: {
    means: 'An amount cut to two decimals, towards minus infinity.',
    cases: [
      { given: [['money', '1.0199']], gives: ['money', '1.01'] },
      { given: [['money', '-1.0101']], gives: ['money', '-1.02'] },
    ],
  },
  pro_rata: {
    means:
      'The part of an amount that so many of its pieces have, to the cent, halves away from zero; all of it for all pieces.',
    cases: [
      {
        given: [
          ['money', '10'],
          ['integer', '1'],
          ['integer', '3'],
        ],
        gives: ['money', '3.33'],
      },
      {
        given: [
          ['money', '10.0001'],
          ['integer', '3'],
          ['integer', '3'],
        ],
        gives: ['money', '10.0001'],
      },
    ],
  },
  share_down: {
    means: 'The part of an amount that a weight has in the total of weights, cut down to the cent, exact.',
    cases: [
      {
        given: [
          ['money', '10'],
          ['money', '1'],
          ['money', '3'],
        ],
        gives: ['money', '3.33'],
      },
      {
        given: [
          ['money', '99999999999999.99'],
          ['money', '99999999999999.9999'],
          ['money', '99999999999999.9999'],
        ],
        gives: ['money', '99999999999999.99'],
      },
    ],
  },
  share_cut: {
    means:
      'What `share_down` cuts off, by which shares of one amount can be ranked: exact, a number without a unit.',
    cases: [],
  },
  to_rate: {
    means: 'The number or text as an exact factor with eight decimals.',
    cases: [{ given: [['text', '1.5']], gives: ['rate', '1.5'] }],
  },
} as const satisfies Record<string, FunctionMeaning>

/** An amount from a literal, a number or a text. */
export const toMoney = <A extends string | Expression<unknown>>(amount: A): Expr<Money | NullIn<A>> =>
  call('to_money', amount)

export const addMoney = <A extends Amount, B extends Amount>(a: A, b: B): Expr<Money | NullIn<A | B>> =>
  call('add_money', a, b)

export const subtractMoney = <A extends Amount, B extends Amount>(a: A, b: B): Expr<Money | NullIn<A | B>> =>
  call('subtract_money', a, b)

export const multiplyMoney = <A extends Amount, B extends number | Expression<number | null>>(
  amount: A,
  times: B,
): Expr<Money | NullIn<A | B>> => call('multiply_money', amount, times)

export const convertMoney = <A extends Amount, B extends Expression<Rate | null> | Expression<Rate>>(
  amount: A,
  rate: B,
): Expr<Money | NullIn<A | B>> => call('convert_money', amount, rate)

export const shareOfMoney = <A extends Amount, B extends number | Expression<number | null>>(
  amount: A,
  share: B,
): Expr<Money | NullIn<A | B>> => call('share_of_money', amount, share)

export const roundToCents = <A extends Amount>(amount: A): Expr<Money | NullIn<A>> =>
  call('round_to_cents', amount)

export const centsDown = <A extends Amount>(amount: A): Expr<Money | NullIn<A>> => call('cents_down', amount)

/** The whole amount where `pieces` are all of `ofPieces`, which is at least 1. */
export const proRata = <A extends Amount, B extends Whole, C extends Whole>(
  amount: A,
  pieces: B,
  ofPieces: C,
): Expr<Money | NullIn<A | B | C>> => call('pro_rata', amount, pieces, ofPieces)

/** `amount` and `weight` are not negative, `total` is above zero and at least `weight`. */
export const shareDown = <A extends Amount, B extends Amount, C extends Amount>(
  amount: A,
  weight: B,
  total: C,
): Expr<Money | NullIn<A | B | C>> => call('share_down', amount, weight, total)

/** Only to rank by; its type is each engine's own. */
export const shareCut = (amount: Amount, weight: Amount, total: Amount): Expr<unknown> =>
  call('share_cut', amount, weight, total)

export const toRate = <A extends string | Expression<unknown>>(factor: A): Expr<Rate | NullIn<A>> =>
  call('to_rate', factor)
