import { type Expression, expressionBuilder } from 'kysely'
import type { Money } from '../../warehouse/columns.ts'
import {
  type Expr,
  logistic,
  multiply,
  rounded,
  shareOfMoney,
  subtract,
  subtractMoney,
  toMoney,
  word,
} from '../../warehouse/functions.ts'
import type { Settings } from '../settings.ts'

/** Bits beyond which no score goes: one in four thousand either way is as sure as evidence of this kind gets. */
export const mostLogOdds = 12

export const bandWords = ['fast_track', 'standard', 'review', 'ask_proof'] as const
type Band = (typeof bandWords)[number]

// biome-ignore lint/suspicious/noExplicitAny: its conditions stand over whatever columns they are given
const sql = expressionBuilder<any, any>()

/** The probability of abuse that log-odds in bits say. */
export const scoreOf = (logOdds: Expression<number>): Expr<number> =>
  rounded(logistic(multiply(logOdds, Math.LN2)), 8)

/** What a review is worth: score × share saved × amount − its cost − (1 − score) × the cost of friction. */
export function expectedValueOf(
  amount: Expression<Money>,
  score: Expression<number>,
  { savedOnConfirmation, reviewCost, frictionCost }: Settings,
): Expr<Money> {
  const saved = shareOfMoney(amount, multiply(score, savedOnConfirmation))
  const friction = shareOfMoney(toMoney(String(frictionCost)), subtract(1, score))
  return subtractMoney(subtractMoney(saved, toMoney(String(reviewCost))), friction)
}

/** The fair next step. */
export const bandOf = (case_: {
  readonly expectedValue: Expression<Money>
  readonly score: Expression<number>
  readonly logOdds: Expression<number>
  readonly priorLogOdds: Expression<number>
}): Expr<Band> =>
  sql
    .case()
    .when(sql(case_.expectedValue, '>', toMoney('0')))
    .then(word<Band>('review'))
    .when(sql(case_.score, '>=', 0.5))
    .then(word<Band>('ask_proof'))
    .when(sql(case_.logOdds, '<=', case_.priorLogOdds))
    .then(word<Band>('fast_track'))
    .else(word<Band>('standard'))
    .end() as Expr<Band>
