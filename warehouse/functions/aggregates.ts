import type { Expression, SqlBool } from 'kysely'
import type { Money } from '../columns.ts'
import { call, type Expr, type FunctionMeaning } from './declare.ts'

export const aggregates = {
  count_rows: { means: 'How many rows.', cases: [{ rows: [[], []], gives: ['integer', '2'] }] },
  count_distinct: {
    means: 'How many different values, missing ones left out.',
    cases: [{ rows: [[['text', 'a']], [['text', 'a']], [['text', null]]], gives: ['integer', '1'] }],
  },
  count_if: {
    means: 'How many rows where the condition holds.',
    cases: [
      { rows: [[['boolean', 'true']], [['boolean', 'false']], [['boolean', null]]], gives: ['integer', '1'] },
    ],
  },
  sum_money: {
    means: 'The sum of amounts, exact; null where there are none.',
    cases: [
      { rows: [[['money', '0.1']], [['money', '0.2']]], gives: ['money', '0.3'] },
      { rows: [[['money', null]]], gives: ['money', null] },
    ],
  },
  sum_integer: {
    means: 'The sum of whole numbers; null where there are none.',
    cases: [{ rows: [[['integer', '1']], [['integer', '2']]], gives: ['integer', '3'] }],
  },
  sum_number: {
    means: 'The sum of measured numbers; null where there are none.',
    cases: [{ rows: [[['number', '1.5']], [['number', '2']]], gives: ['number', '3.5'] }],
  },
  minimum: {
    means: 'The smallest or earliest value.',
    cases: [{ rows: [[['day', '2026-01-02']], [['day', '2026-01-01']]], gives: ['day', '2026-01-01'] }],
  },
  maximum: {
    means: 'The largest or latest value.',
    cases: [{ rows: [[['integer', '1']], [['integer', '2']]], gives: ['integer', '2'] }],
  },
  any_true: {
    means: 'Whether the condition holds in at least one row.',
    cases: [{ rows: [[['boolean', 'false']], [['boolean', 'true']]], gives: ['boolean', 'true'] }],
  },
  every_true: {
    means: 'Whether the condition holds in every row.',
    cases: [{ rows: [[['boolean', 'false']], [['boolean', 'true']]], gives: ['boolean', 'false'] }],
  },
  quantile: {
    means:
      'The smallest value that this share of the values does not exceed (nearest rank). A distributed engine may give one close to it.',
    cases: [
      {
        rows: [
          [
            ['number', '1'],
            ['number', '0.5'],
          ],
          [
            ['number', '2'],
            ['number', '0.5'],
          ],
          [
            ['number', '3'],
            ['number', '0.5'],
          ],
          [
            ['number', '40'],
            ['number', '0.5'],
          ],
        ],
        gives: ['number', '2'],
      },
      {
        rows: [
          [
            ['number', '5'],
            ['number', '0.5'],
          ],
        ],
        gives: ['number', '5'],
      },
    ],
  },
  join_texts: {
    means: 'The different texts in alphabetical order, joined.',
    cases: [
      {
        rows: [
          [
            ['text', 'b'],
            ['text', ', '],
          ],
          [
            ['text', 'a'],
            ['text', ', '],
          ],
        ],
        gives: ['text', 'a, b'],
      },
    ],
  },
  row_number: { means: 'The place of the row in its window, from 1.', cases: [] },
} as const satisfies Record<string, FunctionMeaning>

type Num = Expression<number | null> | Expression<number>

export const countRows = (): Expr<number> => call('count_rows')
export const countDistinct = (x: Expression<unknown>): Expr<number> => call('count_distinct', x)
export const countIf = (condition: Expression<SqlBool | null>): Expr<number> => call('count_if', condition)
export const sumMoney = (x: Expression<Money | null> | Expression<Money>): Expr<Money | null> =>
  call('sum_money', x)
export const sumInteger = (x: Num): Expr<number | null> => call('sum_integer', x)
export const sumNumber = (x: Num): Expr<number | null> => call('sum_number', x)
export const minimum = <T>(x: Expression<T>): Expr<T | null> => call('minimum', x)
export const maximum = <T>(x: Expression<T>): Expr<T | null> => call('maximum', x)
export const anyTrue = (condition: Expression<SqlBool | null>): Expr<boolean | null> =>
  call('any_true', condition)
export const everyTrue = (condition: Expression<SqlBool | null>): Expr<boolean | null> =>
  call('every_true', condition)
export const quantile = (x: Num, share: number): Expr<number | null> => call('quantile', x, share)
export const joinTexts = (x: Expression<string | null>, separator: string): Expr<string | null> =>
  call('join_texts', x, separator)
/** Only through a window: `over(rowNumber(), …)`. */
export const rowNumber = (): Expr<number> => call('row_number')
