import type { Expression, SqlBool } from 'kysely'
import { type Expr, onlyIf, orElse, whole } from '../../warehouse/functions.ts'

/** 1 where the condition holds, else 0: to be added up now and as a running sum. */
export const counted = (condition: Expression<SqlBool | null>): Expr<number> =>
  orElse(onlyIf(condition, whole(1)), 0)
