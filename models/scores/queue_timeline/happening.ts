import { type Expression, expressionBuilder } from 'kysely'
import type { Instant } from '../../../warehouse/columns.ts'
import {
  concatTexts,
  type Expr,
  firstKnown,
  replaceMatches,
  toText,
  word,
} from '../../../warehouse/functions.ts'

/** Something that happened to an order. Queries name its columns in this order, so that they can be united. */
export type Happening = {
  readonly order_id: string
  readonly happened_at: Instant
  readonly what: string
  /** The shipment or the return whose parcel it happened to. */
  readonly parcel: string | null
  readonly detail: string | null
}

// biome-ignore lint/suspicious/noExplicitAny: words are said of a column of any table
const sql = expressionBuilder<any, any>()

/** What a word of the records means in plain words. */
export const said = <Word extends string>(
  value: Expression<Word>,
  meanings: Readonly<Record<Word, string>>,
): Expr<string> => {
  const is = (one: string) => sql(value as Expression<string>, '=', one)
  const [[first, means], ...others] = Object.entries<string>(meanings) as [
    [string, string],
    ...[string, string][],
  ]
  return others
    .reduce(
      (chosen, [one, its]) => chosen.when(is(one)).then(word<string>(its)),
      sql.case().when(is(first)).then(word<string>(means)),
    )
    .else(value)
    .end() as Expr<string>
}

/** A word of the records as a person writes it: `not_received` is "not received". */
export const plain = (value: Expression<string | null>) => replaceMatches(value, '_', ' ')

/** Both texts with a comma between, or the one that is known. */
export const joined = (one: Expression<string | null>, other: Expression<string | null>) =>
  firstKnown(firstKnown(concatTexts(concatTexts(one, ', '), other), one), other)

/** Of what happens to the order, not to a parcel. */
export const noParcel = () => toText(sql.lit(null)).as('parcel')
