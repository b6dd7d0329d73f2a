import type { Expression } from 'kysely'
import { text } from '../../warehouse/columns.ts'
import { concatTexts, type Expr, toText, word } from '../../warehouse/functions.ts'

export const actionIdColumn = text(
  'The piece of work: the list and what it is about. The same in every run for as long as there is something to do.',
)
  .required()
  .unique()

/** By list the columns that change though nothing happens: a row that differs in them alone is not another one. */
export const driftingColumns: Readonly<Record<string, readonly string[]>> = {
  'actions.carrier_claims_to_file': ['days_left'],
  'actions.cases_to_decide': ['rank'],
  'actions.parcels_to_warn': ['hours_since'],
  // What history expects moves a little with every return, and what waiting costs with every day.
  'actions.stock_to_route': ['value', 'expected_amount', 'days_waiting'],
}

/** `parcels_to_warn/S-17`: what the piece of work is about identifies it within its list. */
export const actionId = (list: string, ...about: readonly Expression<string | number>[]): Expr<string> =>
  about.reduce<Expr<string>>((id, part) => concatTexts(concatTexts(id, '/'), toText(part)), word(list))
