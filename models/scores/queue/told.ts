import { type Expression, expressionBuilder } from 'kysely'
import { number } from '../../../warehouse/columns.ts'
import { type Expr, onlyIf } from '../../../warehouse/functions.ts'

/** Of a case in the queue no lower probability is told to reviewers: some were drawn by lot, and nothing may tell which. */
export const toldFrom = 0.5

// biome-ignore lint/suspicious/noExplicitAny: a score may come from whatever table
const sql = expressionBuilder<any, any>()

/** A score as far as reviewers are told it. */
export const toldScore = (score: Expression<number>): Expr<number | null> =>
  onlyIf(sql(score, '>=', toldFrom), score)

export const toldScoreColumn = number(
  'Probability of abuse, where it is at least one half: lower ones would tell which cases were drawn by lot.',
)
  .atLeast(toldFrom)
  .atMost(1)
