import type { Feed } from '../../sources/feed.ts'
import type { Sender } from '../../sources/senders/sender.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { Sources } from '../runner/catalog.ts'
import { isTraced } from './traces.ts'

/** Records of one kind that may be somebody's: a feed's, or the lines of a sender. */
export type Kind = {
  readonly feed: Feed
  /** SQL of the account that a record names, as feeds have it. */
  readonly customer: string | undefined
}

export const kindOfFeed = (feed: Feed): Kind => ({
  feed,
  customer: feed.columns.customer_id ? 'customer_id' : undefined,
})

export const kindOfSender = ({ lines }: Sender): Kind => ({ feed: lines.record, customer: lines.customer })

export const kindsOf = ({ feeds, logged, senders }: Sources): Kind[] => [
  ...[...feeds, ...logged].map(kindOfFeed),
  ...senders.map(kindOfSender),
]

/**
 * SQL of whether a record is of somebody erased; undefined where records of this kind name nobody. An account that
 * is named decides; else the case, the parcel or the order that the record is about. Asks for the order in the
 * warehouse too: orders that come once their account was erased are in no trace.
 */
export function isTheirs({ feed: { columns }, customer }: Kind): string | undefined {
  const has = (...names: readonly string[]) => names.every((name) => columns[name])
  const byOrder = has('order_id')
    ? `(${isTraced('order', 'order_id')} or order_id in (
         select order_id from raw.orders where customer_id in (select stands_in from erased_traces)))`
    : undefined
  const byParcel =
    has('carrier', 'tracking_number') && !has('order_id')
      ? isTraced('parcel', "carrier || ' ' || tracking_number")
      : undefined
  const byCase = has('case_type', 'case_id') ? isTraced('case', "case_type || ' ' || case_id") : undefined
  const byOther = byCase ?? byParcel ?? byOrder
  if (!customer) return byOther && `coalesce(${byOther}, false)`
  return `coalesce(case when ${customer} is not null then ${isTraced('customer', customer)}${byOther ? ` else ${byOther}` : ''} end, false)`
}

/** The columns whose values go, or are cut, where a record is somebody's, as assignments. */
export function emptied({ columns }: Feed): string[] {
  return Object.entries(columns).flatMap(([name, { facts }]) => {
    const column = quoted(name)
    if (facts.personal || facts.onErasure === 'emptied') return [`${column} = null`]
    if (facts.onErasure === 'area') return [`${column} = left(r.${column}, 3)`]
    if (facts.onErasure === 'words') return [`${column} = ${facts.required ? "'(erased)'" : 'null'}`]
    return []
  })
}

/** The columns of words that people wrote, about whomever. */
export const wordColumns = ({ columns }: Feed): string[] =>
  Object.entries(columns)
    .filter(([, { facts }]) => facts.onErasure !== undefined && /^(words|remark)$/.test(facts.onErasure))
    .map(([name]) => name)
