import type { Kysely } from 'kysely'
import { type Query, tables } from '../../warehouse/tables.ts'
import { type Dimension, type Event, negative } from './metric.ts'

// Which columns the events have is checked where they are handed in.
// biome-ignore lint/suspicious/noExplicitAny: see above
const anyTable: Kysely<any> = tables()

/** The events with their amounts turned round: costs among gains. */
export const turnedRound = <D extends Dimension>(
  events: Query<Event<D>>,
  dimensions: readonly D[],
): Query<Event<D>> =>
  anyTable
    .selectFrom(events.as('e'))
    .select(['e.happened_on', 'e.ordered_on', ...dimensions.map((name) => `e.${name}`)])
    .select((r) => negative(r.ref('e.amount')).as('amount')) as unknown as Query<Event<D>>
