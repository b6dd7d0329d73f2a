import type { Expression } from 'kysely'
import { add, type Expr, multiply, orElse, ratio, toNumber } from '../../../warehouse/functions.ts'

type Count = Expression<number | null> | Expression<number>

/** A rate drawn towards that of the level above, as if `weight` more parcels had had that rate: (k + m·q) ÷ (n + m). */
export const shrunken = (lost: Count, parcels: Count, weight: number, parent: Expr<number>): Expr<number> =>
  orElse(ratio(add(toNumber(lost), multiply(weight, parent)), add(toNumber(parcels), weight)), parent)
