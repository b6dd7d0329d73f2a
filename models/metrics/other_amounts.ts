import type { AliasableExpression, Expression, Kysely } from 'kysely'
import type { Money } from '../../warehouse/columns.ts'
import { type Query, tables } from '../../warehouse/tables.ts'
import { type Dimension, type Event, negative, one } from './metric.ts'

// Which columns the events have is checked where they are handed in.
// biome-ignore lint/suspicious/noExplicitAny: see above
const anyTable: Kysely<any> = tables()

const withAmount = <D extends Dimension>(
  events: Query<Event<D>>,
  dimensions: readonly D[],
  amount: (amount: Expression<Money | null>) => AliasableExpression<Money | null>,
): Query<Event<D>> =>
  anyTable
    .selectFrom(events.as('e'))
    .select(['e.happened_on', 'e.ordered_on', ...dimensions.map((name) => `e.${name}`)])
    .where('e.amount', 'is not', null)
    .select((r) => amount(r.ref('e.amount')).as('amount')) as unknown as Query<Event<D>>

/** The events with their amounts turned round: costs among gains. */
export const turnedRound = <D extends Dimension>(events: Query<Event<D>>, dimensions: readonly D[]) =>
  withAmount(events, dimensions, negative)

/** The events that have an amount, each counted as one: what their mean is taken over. */
export const counted = <D extends Dimension>(events: Query<Event<D>>, dimensions: readonly D[]) =>
  withAmount(events, dimensions, one)
