import { carrierClaims } from '../feeds/carrier_claims.ts'
import { claims } from '../feeds/claims.ts'
import { contacts } from '../feeds/contacts.ts'
import { customers } from '../feeds/customers.ts'
import { decisions } from '../feeds/decisions.ts'
import { fxRates } from '../feeds/fx_rates.ts'
import { notifications } from '../feeds/notifications.ts'
import { orderLines } from '../feeds/order_lines.ts'
import { orders } from '../feeds/orders.ts'
import { payouts } from '../feeds/payouts.ts'
import { products } from '../feeds/products.ts'
import { returnLines } from '../feeds/return_lines.ts'
import { returns } from '../feeds/returns.ts'
import { shipmentLines } from '../feeds/shipment_lines.ts'
import { shipments } from '../feeds/shipments.ts'
import { trackingEvents } from '../feeds/tracking_events.ts'

const CONTRACTS = {
  carrier_claims: carrierClaims,
  claims,
  contacts,
  customers,
  decisions,
  fx_rates: fxRates,
  notifications,
  order_lines: orderLines,
  orders,
  payouts,
  products,
  return_lines: returnLines,
  returns,
  shipment_lines: shipmentLines,
  shipments,
  tracking_events: trackingEvents,
}

export type Feed = keyof typeof CONTRACTS
export type Format = 'csv' | 'csv;' | 'ndjson' | 'ndjson.gz'
export type Value = string | number | boolean | undefined
/** A row to be sent; columns left out are sent empty. */
export type Row<F extends Feed> = { readonly [C in keyof (typeof CONTRACTS)[F]['columns']]?: Value }

/** Systems that do not send commas. */
const OTHER_FORMATS: Partial<Record<Feed, Format>> = {
  carrier_claims: 'csv;',
  contacts: 'ndjson',
  decisions: 'ndjson',
  tracking_events: 'ndjson.gz',
}

export const FEEDS = Object.keys(CONTRACTS) as readonly Feed[]

const COLUMNS = new Map(FEEDS.map((feed) => [feed, Object.keys(CONTRACTS[feed].columns)]))

/** The columns that the shop's systems send: all that a feed has. */
export function columnsOf(feed: Feed): readonly string[] {
  return COLUMNS.get(feed) as string[]
}

export function formatOf(feed: Feed): Format {
  return OTHER_FORMATS[feed] ?? 'csv'
}
