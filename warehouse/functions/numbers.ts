import type { Expression } from 'kysely'
import { call, type Expr, type FunctionMeaning, type NullIn } from './declare.ts'

type Num = number | Expression<number | null> | Expression<number>

export const numbers = {
  to_number: {
    means: 'The value as a floating-point number.',
    cases: [{ given: [['money', '2.5']], gives: ['number', '2.5'] }],
  },
  to_integer: {
    means: 'The value as a whole number; fractions are rounded, halves away from zero.',
    cases: [{ given: [['number', '2.6']], gives: ['integer', '3'] }],
  },
  ratio: {
    means: 'The first divided by the second as a floating-point number; null where the second is zero.',
    cases: [
      {
        given: [
          ['integer', '3'],
          ['integer', '2'],
        ],
        gives: ['number', '1.5'],
      },
      {
        given: [
          ['integer', '3'],
          ['integer', '0'],
        ],
        gives: ['number', null],
      },
      {
        given: [
          ['money', '1'],
          ['money', '4'],
        ],
        gives: ['number', '0.25'],
      },
    ],
  },
  add: {
    means: 'The sum.',
    cases: [
      {
        given: [
          ['integer', '1'],
          ['integer', '2'],
        ],
        gives: ['integer', '3'],
      },
    ],
  },
  subtract: {
    means: 'The first less the second.',
    cases: [
      {
        given: [
          ['integer', '1'],
          ['integer', '2'],
        ],
        gives: ['integer', '-1'],
      },
    ],
  },
  multiply: {
    means: 'The product.',
    cases: [
      {
        given: [
          ['number', '1.5'],
          ['number', '2'],
        ],
        gives: ['number', '3'],
      },
    ],
  },
  bits_of: {
    means:
      'How many times the odds double from the second number to the first: log2 of their ratio; both are above zero.',
    cases: [
      {
        given: [
          ['number', '8'],
          ['number', '2'],
        ],
        gives: ['number', '2'],
      },
    ],
  },
  exponential: { means: 'e to this power.', cases: [{ given: [['number', '0']], gives: ['number', '1'] }] },
  logistic: {
    means: '1 ÷ (1 + e to the power of minus x): the probability that has these natural log-odds.',
    cases: [{ given: [['number', '0']], gives: ['number', '0.5'] }],
  },
  square_root: {
    means: 'The number that times itself gives this one, which is not below 0.',
    cases: [{ given: [['number', '2.25']], gives: ['number', '1.5'] }],
  },
  absolute: {
    means: 'The distance from zero.',
    cases: [{ given: [['number', '-2.5']], gives: ['number', '2.5'] }],
  },
  bounded: {
    means: 'The first, but not below the second nor above the third; null stays null.',
    cases: [
      {
        given: [
          ['number', '9'],
          ['number', '-4'],
          ['number', '4'],
        ],
        gives: ['number', '4'],
      },
      {
        given: [
          ['number', null],
          ['number', '-4'],
          ['number', '4'],
        ],
        gives: ['number', null],
      },
    ],
  },
  rounded: {
    means: 'The number rounded to so many decimals.',
    cases: [
      {
        given: [
          ['number', '2.345678'],
          ['integer', '2'],
        ],
        gives: ['number', '2.35'],
      },
    ],
  },
  metres_between: {
    means:
      'Metres along the great circle between two points in degrees (haversine, Earth radius 6,371,008.8 m); null where either is not wholly known.',
    cases: [
      {
        given: [
          ['number', '52.5'],
          ['number', '13.4'],
          ['number', '52.5'],
          ['number', '13.4'],
        ],
        gives: ['number', '0'],
      },
      {
        given: [
          ['number', '0'],
          ['number', '0'],
          ['number', '0'],
          ['number', '180'],
        ],
        gives: ['number', '20015114.44'],
      },
      {
        given: [
          ['number', null],
          ['number', null],
          ['number', '52.5'],
          ['number', '13.4'],
        ],
        gives: ['number', null],
      },
      {
        given: [
          ['number', '52.5'],
          ['number', '13.4'],
          ['number', '52.5'],
          ['number', null],
        ],
        gives: ['number', null],
      },
    ],
  },
} as const satisfies Record<string, FunctionMeaning>

export const toNumber = <A extends Expression<unknown>>(value: A): Expr<number | NullIn<A>> =>
  call('to_number', value)
export const toInteger = <A extends Expression<unknown>>(value: A): Expr<number | NullIn<A>> =>
  call('to_integer', value)
/** A fixed whole number as a column. */
export const whole = (n: number): Expr<number> => call('to_integer', n)
/** Null where the denominator is zero: "no data" is not 0. */
export const ratio = (numerator: Expression<unknown> | number, denominator: Expression<unknown> | number) =>
  call<number | null>('ratio', numerator, denominator)
export const add = <A extends Num, B extends Num>(a: A, b: B): Expr<number | NullIn<A | B>> =>
  call('add', a, b)
export const subtract = <A extends Num, B extends Num>(a: A, b: B): Expr<number | NullIn<A | B>> =>
  call('subtract', a, b)
export const multiply = <A extends Num, B extends Num>(a: A, b: B): Expr<number | NullIn<A | B>> =>
  call('multiply', a, b)
export const bitsOf = (to: Num, from: Num): Expr<number> => call('bits_of', to, from)
export const exponential = <A extends Num>(x: A): Expr<number | NullIn<A>> => call('exponential', x)
export const logistic = <A extends Num>(x: A): Expr<number | NullIn<A>> => call('logistic', x)
export const squareRoot = <A extends Num>(x: A): Expr<number | NullIn<A>> => call('square_root', x)
export const absolute = <A extends Num>(x: A): Expr<number | NullIn<A>> => call('absolute', x)
export const bounded = <A extends Num>(x: A, least: number, most: number): Expr<number | NullIn<A>> =>
  call('bounded', x, least, most)
export const rounded = <A extends Num>(x: A, decimals: number): Expr<number | NullIn<A>> =>
  call('rounded', x, decimals)
export const metresBetween = <A extends Num>(lat1: A, lon1: A, lat2: A, lon2: A): Expr<number | NullIn<A>> =>
  call('metres_between', lat1, lon1, lat2, lon2)
