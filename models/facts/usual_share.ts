import type { Expression } from 'kysely'
import { add, type Expr, multiply, orElse, ratio } from '../../warehouse/functions.ts'

type Counted = { readonly found: Expression<number | null>; readonly of: Expression<number | null> }

/**
 * The share k ÷ n, shrunken towards `parent`, which stands before anything was seen: (k + m·parent) ÷ (n + m), `m` in
 * the unit of n.
 */
export const shrunkenShare = (
  { found, of }: Counted,
  parent: number | Expression<number>,
  m: number,
): Expr<number> => orElse(ratio(add(orElse(found, 0), multiply(m, parent)), add(orElse(of, 0), m)), 0)

/** The share of a category, shrunken towards the whole shop’s, and that towards `start`. */
export const usualShare = (category: Counted, shop: Counted, start: number, m: number): Expr<number> =>
  shrunkenShare(category, shrunkenShare(shop, start, m), m)
