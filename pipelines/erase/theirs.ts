import type { Feed } from '../../sources/feed.ts'
import type { ForeignRecord } from '../../sources/senders/sender.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { Sources } from '../runner/catalog.ts'
import { isTraced } from './traces.ts'

/** Records of one kind that may be somebody's: a feed's, or a sender's. */
export type Kind = {
  readonly feed: Feed
  /** SQL of the account that a record names, as feeds have it. */
  readonly customer: string | undefined
  /** What a record is a part of that itself names nobody, and the columns by which it says so. */
  readonly partOf?: { readonly whole: Kind; readonly by: readonly string[] }
}

export const kindOfFeed = (feed: Feed): Kind => ({
  feed,
  customer: feed.columns.customer_id ? 'customer_id' : undefined,
})

export const kindOfForeign = ({ record, customer, mappedBy }: ForeignRecord): Kind => ({
  feed: record,
  customer,
  ...('partOf' in mappedBy && { partOf: { whole: kindOfForeign(mappedBy.partOf), by: mappedBy.by } }),
})

export const kindsOf = ({ feeds, logged, senders }: Sources): Kind[] => [
  ...[...feeds, ...logged].map(kindOfFeed),
  ...senders.flatMap(({ records }) => records).map(kindOfForeign),
]

/** Orders that came once their account was erased, which are in no trace. */
const laterOrders =
  'select order_id from raw.orders where customer_id in (select stands_in from erased_traces where stands_in is not null)'

const ofLater = (select: string, table: string) =>
  `select ${select} from ${table} where order_id in (${laterOrders})`

const parcelsOfLater = ['raw.shipments', 'raw.returns']
  .map((table) => `${ofLater("carrier || ' ' || tracking_number", table)} and tracking_number is not null`)
  .join(' union all ')

const casesOfLater = [
  ofLater("'claim ' || claim_id", 'raw.claims'),
  ofLater("'return ' || return_id", 'raw.returns'),
].join(' union all ')

/**
 * SQL of whether a record is of somebody erased; undefined where records of this kind name nobody. An account that
 * is named decides; else the case, the parcel or the order that the record is about. Asks for the order in the
 * warehouse too: orders that come once their account was erased are in no trace.
 */
export function isTheirs({ feed: { columns }, customer, partOf }: Kind): string | undefined {
  const has = (...names: readonly string[]) => names.every((name) => columns[name])
  const byOrder = has('order_id')
    ? `(${isTraced('order', 'order_id')} or order_id in (${laterOrders}))`
    : undefined
  const byParcel =
    has('carrier', 'tracking_number') && !has('order_id')
      ? `(${isTraced('parcel', "carrier || ' ' || tracking_number")}
          or (carrier || ' ' || tracking_number) in (${parcelsOfLater}))`
      : undefined
  const byCase = has('case_type', 'case_id')
    ? `(${isTraced('case', "case_type || ' ' || case_id")} or (case_type || ' ' || case_id) in (${casesOfLater}))`
    : undefined
  const byOther = byCase ?? byParcel ?? byOrder ?? (partOf && isPartOfTheirs(partOf))
  if (!customer) return byOther && `coalesce(${byOther}, false)`
  return `coalesce(case when ${customer} is not null then ${isTraced('customer', customer)}${byOther ? ` else ${byOther}` : ''} end, false)`
}

function isPartOfTheirs({ whole, by }: NonNullable<Kind['partOf']>): string | undefined {
  const theirs = isTheirs(whole)
  const columns = by.map(quoted).join(', ')
  return theirs && `(${columns}) in (select (${columns}) from ${quoted(whole.feed.raw.name)} where ${theirs})`
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
