import type { Expression } from 'kysely'
import { text } from '../../warehouse/columns.ts'
import { concatTexts, type Expr, toText, word } from '../../warehouse/functions.ts'

export const actionIdColumn = text(
  'The piece of work: the list and what it is about. The same in every run for as long as there is something to do.',
)
  .required()
  .unique()

/** `parcels_to_warn/S-17`: what the piece of work is about identifies it within its list. */
export const actionId = (list: string, ...about: readonly Expression<string | number>[]): Expr<string> =>
  about.reduce<Expr<string>>((id, part) => concatTexts(concatTexts(id, '/'), toText(part)), word(list))
