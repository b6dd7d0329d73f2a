import type { Expression } from 'kysely'
import {
  add,
  bitsOf,
  type Expr,
  largerOf,
  multiply,
  rounded,
  subtract,
  toNumber,
  whole,
} from '../../../warehouse/functions.ts'

/**
 * Evidence of an identity's earlier claims of other kinds than non-receipt, in bits: each claim speaks for abuse by how
 * rare such claims are, each order without one against it. `usual` is the shop's share of such claims per parcel.
 * y·log2((q+δ)/q) + (1−y)·log2((1−q−δ)/(1−q)), the form of history evidence.
 */
export function otherClaimsBits(
  { claims, orders, usual }: { [Name in 'claims' | 'orders' | 'usual']: Expression<number> },
  δ: number,
): Expr<number> {
  const left = subtract(1, usual)
  const quiet = largerOf(subtract(orders, claims), toNumber(whole(0)))
  return rounded(
    add(multiply(claims, bitsOf(add(usual, δ), usual)), multiply(quiet, bitsOf(subtract(left, δ), left))),
    6,
  )
}
