import type { Expression } from 'kysely'
import { add, type Expr, multiply, orElse, ratio } from '../../warehouse/functions.ts'

type Counted = { readonly found: Expression<number | null>; readonly of: Expression<number | null> }

/**
 * The share k ÷ n of a category, shrunken towards the whole shop’s, and that towards `start`, which stands before
 * anything was seen: (k + m·parent) ÷ (n + m), `m` in lines.
 */
export function usualShare(category: Counted, shop: Counted, start: number, m: number): Expr<number> {
  const shrunken = ({ found, of }: Counted, parent: number | Expression<number>) =>
    orElse(ratio(add(orElse(found, 0), multiply(m, parent)), add(orElse(of, 0), m)), start)
  return shrunken(category, shrunken(shop, start))
}
