import { type Expression, expressionBuilder } from 'kysely'
import { onlyIf, orElse } from '../../warehouse/functions.ts'
import type { Settings } from '../settings.ts'

// biome-ignore lint/suspicious/noExplicitAny: an expression for queries over any tables
const sql = expressionBuilder<any, any>()

type Rule = 'monthlyDepreciation' | 'waitDays'

/** What settings.stock says of a category: its own rule where it has one, else that of all goods. */
export const stockRule = (
  stock: Settings['stock'],
  rule: Rule,
  category: Expression<string | null>,
): Expression<number> =>
  Object.entries(stock.perCategory).reduce<Expression<number>>((others, [name, own]) => {
    const rules = own[rule]
    return rules === undefined
      ? others
      : orElse(onlyIf<number>(sql(category, '=', name), sql.val(rules)), others)
  }, sql.val(stock[rule]))
