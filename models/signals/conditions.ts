import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import {
  add,
  bitsOf,
  bounded,
  type Expr,
  multiply,
  orElse,
  ratio,
  subtract,
  toNumber,
} from '../../warehouse/functions.ts'

/**
 * The words in which signals state their conditions. Facts reach them known, so every answer is yes or no.
 */

// biome-ignore lint/suspicious/noExplicitAny: a signal's condition stands over whatever facts it is given
const sql = expressionBuilder<any, any>()
type Condition = Expression<SqlBool>
type Amount = Expression<unknown>

export const is = (flag: Expression<boolean>): Condition => sql(flag, '=', true)
export const isNot = (flag: Expression<boolean>): Condition => sql(flag, '=', false)
export const isOneOf = (text: Expression<string>, words: readonly string[]): Condition =>
  sql(text, 'in', words)
export const atLeast = (value: Amount, least: number | Expression<number>): Condition =>
  sql(value, '>=', least)
export const atMost = (value: Amount, most: number): Condition => sql(value, '<=', most)
export const above = (value: Amount, bound: number): Condition => sql(value, '>', bound)
export const below = (value: Amount, bound: number | Expression<number>): Condition => sql(value, '<', bound)
export const both = (one: Condition, other: Condition): Condition => sql.and([one, other])

type Num = number | Expression<number>

export const sum = (a: Expression<number>, b: Num): Expr<number> => add(a, b)
/** The first divided by the second, which is above zero. */
export const share = (a: Num, b: Num): Expr<number> => orElse(ratio(a, b), 0)
/** log2 of one amount over another, both above zero. */
export const bitsBetween = (to: Amount, from: Amount): Expr<number> => bitsOf(numberOf(to), numberOf(from))

const numberOf = (value: Amount) => toNumber(value) as Expr<number>

/**
 * What a trait says of a case, in bits: log2 of its share among abusive cases over its share among honest ones. Nobody
 * knows which of the cases seen so far were honest, so theirs is what remains of the share seen when `prior` of all
 * are taken to be abusive: (seen − prior·amongAbusive) ÷ (1 − prior). No trait is held to be rarer than 3 in 1,000.
 */
export const bitsAgainstHonest = (amongAbusive: Num, seen: Num, prior: number): Expr<number> => {
  const honest = ratio(subtract(seen, multiply(prior, amongAbusive)), 1 - prior)
  return bitsOf(bounded(amongAbusive, 0.003, 1), bounded(orElse(honest, 0), 0.003, 1))
}

/** The share of all the others. */
export const otherShare = (x: Expression<number>): Expr<number> => subtract(1, x)
