import { type Expression, expressionBuilder } from 'kysely'
import type { Expr } from '../../../warehouse/functions.ts'
import { type EventKind, eventKinds } from './kinds.ts'

/** The name of a kind of event; null for 0, of which an account is that stands as it began. */
export const nameOf = (kind: Expression<number>): Expr<Exclude<EventKind, 'account'> | null> =>
  eventKinds
    .slice(1)
    // A `case` gets another type with each `when`, and here their number is that of the kinds.
    // biome-ignore lint/suspicious/noExplicitAny: see above
    .reduce<any>(
      (cases, name, index) => cases.when(kind, '=', index + 1).then(name),
      expressionBuilder().case(),
    )
    .end()
