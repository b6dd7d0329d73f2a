import { type Expression, expressionBuilder, type Kysely, type SqlBool } from 'kysely'
import { tables } from '../../warehouse/tables.ts'
import { claims } from '../staging/claims.ts'
import { contacts } from '../staging/contacts.ts'
import { decisions } from '../staging/decisions.ts'
import { notifications } from '../staging/notifications.ts'
import { orderLines } from '../staging/order_lines.ts'
import { payouts } from '../staging/payouts.ts'
import { products } from '../staging/products.ts'
import { returnLines } from '../staging/return_lines.ts'
import { returns } from '../staging/returns.ts'
import { shipments } from '../staging/shipments.ts'
import { trackingEvents } from '../staging/tracking_events.ts'

/** Feeds without which some figure would tell of nothing. */
const feeds = {
  claims,
  contacts,
  decisions,
  notifications,
  order_lines: orderLines,
  payouts,
  products,
  return_lines: returnLines,
  returns,
  shipments,
  tracking_events: trackingEvents,
}
type Feeds = typeof feeds

/** A feed of which a record must have been loaded, or a column that one of its records must state. */
export type Source = {
  [F in keyof Feeds]: F | `${F}.${keyof Feeds[F]['columns'] & string}`
}[keyof Feeds]

/** What a shop must have recorded at least once before a figure tells of anything: a source, or any of several. */
export type Need = Source | readonly Source[]

export const sourcesOf = (need: Need): readonly Source[] => (typeof need === 'string' ? [need] : need)

// Which source is asked for is known only when this runs; its name is checked where it is needed.
// biome-ignore lint/suspicious/noExplicitAny: see above
const anyTable: Kysely<any> = tables()
// biome-ignore lint/suspicious/noExplicitAny: see above
const sql = expressionBuilder<any, any>()

/** Whether the shop has ever stated the source. */
export function isStated(source: Source): Expression<SqlBool> {
  const [feed, column] = source.split('.') as [keyof Feeds, string | undefined]
  const rows = anyTable.selectFrom(feeds[feed].name).select(sql.lit(1).as('one'))
  return sql.exists(column === undefined ? rows : rows.where(column, 'is not', null))
}

/** Whether the shop has recorded all that is needed. */
export const areMet = (needs: readonly Need[]): Expression<SqlBool> =>
  sql.and(
    needs.map((need) =>
      sql.exists(
        anyTable
          .selectFrom('metrics.recorded as n')
          .select('n.source')
          .where('n.source', 'in', sourcesOf(need)),
      ),
    ),
  )
