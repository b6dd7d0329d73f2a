import type { Expression, SqlBool } from 'kysely'
import { call, type Expr, type FunctionMeaning, type Input } from './declare.ts'

export const conditions = {
  is_true: {
    means: 'Whether the condition is known to hold; an unknown one counts as not.',
    cases: [
      { given: [['boolean', 'true']], gives: ['boolean', 'true'] },
      { given: [['boolean', null]], gives: ['boolean', 'false'] },
    ],
  },
  truth: {
    means: 'Whether the condition holds; unknown stays unknown.',
    cases: [{ given: [['boolean', null]], gives: ['boolean', null] }],
  },
  only_if: {
    means: 'The value where the condition holds, else null.',
    cases: [
      {
        given: [
          ['boolean', 'true'],
          ['integer', '1'],
        ],
        gives: ['integer', '1'],
      },
      {
        given: [
          ['boolean', null],
          ['integer', '1'],
        ],
        gives: ['integer', null],
      },
    ],
  },
  or_else: {
    means: 'The first value, or the second where the first is missing.',
    cases: [
      {
        given: [
          ['integer', null],
          ['integer', '2'],
        ],
        gives: ['integer', '2'],
      },
      {
        given: [
          ['integer', '1'],
          ['integer', '2'],
        ],
        gives: ['integer', '1'],
      },
    ],
  },
  smaller_of: {
    means: 'The smaller or earlier of two; a missing one is passed over.',
    cases: [
      {
        given: [
          ['integer', '1'],
          ['integer', '2'],
        ],
        gives: ['integer', '1'],
      },
      {
        given: [
          ['integer', '1'],
          ['integer', null],
        ],
        gives: ['integer', '1'],
      },
    ],
  },
  larger_of: {
    means: 'The larger or later of two; a missing one is passed over.',
    cases: [
      {
        given: [
          ['integer', '1'],
          ['integer', '2'],
        ],
        gives: ['integer', '2'],
      },
      {
        given: [
          ['integer', null],
          ['integer', '2'],
        ],
        gives: ['integer', '2'],
      },
    ],
  },
} as const satisfies Record<string, FunctionMeaning>

export const isTrue = (condition: Expression<SqlBool | null>): Expr<boolean> => call('is_true', condition)
export const truth = (condition: Expression<SqlBool | null>): Expr<boolean | null> => call('truth', condition)
export const onlyIf = <T>(condition: Expression<SqlBool | null>, value: Input<T>): Expr<T | null> =>
  call('only_if', condition, value)
export const orElse = <T>(value: Expression<T | null>, fallback: Input<NoInfer<T>>): Expr<T> =>
  call('or_else', value, fallback)
/** The first that is known, else null. */
export const firstKnown = <T>(value: Expression<T | null>, fallback: Expression<T | null>): Expr<T | null> =>
  call('or_else', value, fallback)
export const smallerOf = <A, B>(
  a: Expression<A>,
  b: Expression<B>,
): Expr<Exclude<A, null> | Extract<A & B, null>> => call('smaller_of', a, b)
export const largerOf = <A, B>(
  a: Expression<A>,
  b: Expression<B>,
): Expr<Exclude<A, null> | Extract<A & B, null>> => call('larger_of', a, b)
