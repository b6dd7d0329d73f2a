import type { Expression } from 'kysely'
import {
  type Expr,
  lowerCase,
  replaceMatches,
  trimmed,
  withoutAccents,
} from '../../../warehouse/functions.ts'

export type Text = Expression<string | null>

/** Lower case, without accents, with single blanks. */
export const plain = (value: Text): Expr<string | null> =>
  replaceMatches(trimmed(lowerCase(withoutAccents(value))), '\\s+', ' ')
