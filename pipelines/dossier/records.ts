import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { inTheClear } from '../retention/kept.ts'

/** Amounts are exact decimals as text, in the currency beside them; instants are UTC, `2026-06-30 23:59:12`. */
export type OrderRecord = {
  readonly order_id: string
  readonly ordered_at: string
  readonly channel: string
  readonly currency: string
  readonly items_amount: string
  readonly discount_amount: string | null
  readonly shipping_charged_amount: string | null
  readonly tax_amount: string | null
  readonly total_amount: string
  readonly payment_method: string | null
  readonly promised_at: string | null
  readonly cancelled_at: string | null
}

/** The address delivered to, as the customer gave it. */
export type Address = {
  readonly name: string | null
  readonly line1: string | null
  readonly line2: string | null
  readonly city: string | null
  readonly region: string | null
  readonly postal_code: string | null
  readonly country: string | null
}

export type LineRecord = {
  readonly line_number: number
  readonly sku: string
  readonly title: string | null
  readonly quantity: number
  readonly unit_price_amount: string
  readonly discount_amount: string | null
}

export type ScanRecord = {
  readonly occurred_at: string
  readonly status: string
  readonly facility: string | null
  readonly city: string | null
  readonly region: string | null
  readonly postal_code: string | null
  readonly country: string | null
  readonly proof: string | null
  readonly signed_by: string | null
  readonly weight_grams: number | null
  /** Metres from the address delivered to. */
  readonly metres_from_address: number | null
  readonly detail: string | null
}

export type ParcelRecord = {
  readonly shipment_id: string
  readonly carrier: string
  readonly service: string | null
  readonly tracking_number: string
  readonly is_reship: boolean | null
  readonly shipped_at: string | null
  readonly promised_at: string | null
  readonly declared_weight_grams: number | null
  readonly contents: readonly { readonly line_number: number; readonly quantity: number }[]
  readonly scans: readonly ScanRecord[]
}

export type ReturnRecord = {
  readonly return_id: string
  readonly requested_at: string
  readonly method: string
  readonly carrier: string | null
  readonly tracking_number: string | null
  readonly lines: readonly {
    readonly line_number: number
    readonly quantity: number
    readonly reason: string | null
    readonly received_at: string | null
    readonly received_quantity: number | null
    readonly received_weight_grams: number | null
    readonly inspected_at: string | null
    readonly grade: string | null
  }[]
  readonly scans: readonly ScanRecord[]
}

export type ClaimRecord = {
  readonly claim_id: string
  readonly claimed_at: string
  readonly type: string
  readonly channel: string | null
  readonly amount: string
  readonly currency: string
  readonly chargeback_reason: string | null
}

export type PayoutRecord = {
  readonly payout_id: string
  readonly paid_at: string
  readonly kind: string
  readonly amount: string
  readonly currency: string
  readonly method: string | null
}

export type MessageRecord = {
  readonly sent_at: string
  readonly kind: string
  readonly channel: string | null
  readonly opened_at: string | null
}

export type ContactRecord = {
  readonly opened_at: string
  readonly topic: string
  readonly channel: string | null
  readonly resolved_at: string | null
}

/** All records of one order that a dispute asks for. */
export type OrderRecords = {
  readonly order: OrderRecord
  readonly address: Address
  readonly lines: readonly LineRecord[]
  readonly parcels: readonly ParcelRecord[]
  readonly claims: readonly ClaimRecord[]
  readonly returns: readonly ReturnRecord[]
  readonly payouts: readonly PayoutRecord[]
  readonly messages: readonly MessageRecord[]
  readonly contacts: readonly ContactRecord[]
}

const at = (column: string, as = column.split('.').at(-1)) =>
  `strftime(${column}, '%Y-%m-%d %H:%M:%S') as ${as}`

/** What only the raw record says, staging having turned it into a pseudonym. */
const address = `select ${inTheClear('ship_name')} as name, ${inTheClear('ship_line1')} as line1,
    ${inTheClear('ship_line2')} as line2, ship_city as city,
    ship_region as region, ship_postal_code as postal_code, ship_country as country
  from raw.orders where order_id = $1 order by version_at desc, file_number desc, row_number desc limit 1`

const places = ['e.latitude', 'e.longitude', 'o.ship_latitude', 'o.ship_longitude']
const metresFromAddress = duckDb.functions.metres_between.replace(
  /\$(\d)/g,
  (_, nth: string) => places[Number(nth) - 1] ?? '',
)

const scansOf = (parcels: string) =>
  `select p.parcel, ${at('e.occurred_at')}, e.status, e.facility, e.city, e.region, e.postal_code, e.country, e.proof,
     (select arg_max(${inTheClear('r.signed_by')}, (r.version_at, r.file_number, r.row_number)) from raw.tracking_events r
      where r.carrier = e.carrier and r.tracking_number = e.tracking_number and r.occurred_at = e.occurred_at
        and r.status = e.status and r.facility is not distinct from e.facility) as signed_by,
     cast(e.weight_grams as double) as weight_grams,
     round(${metresFromAddress}) as metres_from_address,
     e.detail
   from (${parcels}) p join staging.tracking_events e using (carrier, tracking_number)
     join staging.orders o on o.order_id = $1
   order by e.occurred_at, e.status`

/** Reads the records of an order; undefined where it is not there. */
export async function orderRecords(warehouse: Warehouse, orderId: string): Promise<OrderRecords | undefined> {
  const read = <Row>(sql: string) => warehouse.rows<Row>(sql, [orderId])
  const [order] = await read<OrderRecord>(
    `select order_id, ${at('ordered_at')}, channel, currency, items_amount, discount_amount, shipping_charged_amount,
       tax_amount, total_amount, payment_method, ${at('promised_at')}, ${at('cancelled_at')}
     from staging.orders where order_id = $1`,
  )
  if (!order) return undefined
  const [shipTo] = await read<Address>(address)
  return {
    order,
    address: shipTo as Address,
    lines: await read<LineRecord>(
      `select cast(l.line_number as double) as line_number, l.sku, p.title, cast(l.quantity as double) as quantity,
         l.unit_price_amount, l.discount_amount
       from staging.order_lines l left join staging.products p using (sku) where l.order_id = $1 order by l.line_number`,
    ),
    parcels: await parcelsOf(read),
    claims: await read<ClaimRecord>(
      `select claim_id, ${at('claimed_at')}, type, channel, amount, currency, chargeback_reason
       from staging.claims where order_id = $1 order by claimed_at, claim_id`,
    ),
    returns: await returnsOf(read),
    payouts: await read<PayoutRecord>(
      `select payout_id, ${at('paid_at')}, kind, amount, currency, method
       from staging.payouts where order_id = $1 order by paid_at, payout_id`,
    ),
    messages: await read<MessageRecord>(
      `select ${at('sent_at')}, kind, channel, ${at('opened_at')}
       from staging.notifications where order_id = $1 order by sent_at, notification_id`,
    ),
    contacts: await read<ContactRecord>(
      `select ${at('opened_at')}, topic, channel, ${at('resolved_at')}
       from staging.contacts where order_id = $1 order by opened_at, contact_id`,
    ),
  }
}

type Read = <Row>(sql: string) => Promise<Row[]>
type ScanOfParcel = ScanRecord & { readonly parcel: string }

async function parcelsOf(read: Read): Promise<ParcelRecord[]> {
  const parcels = await read<Omit<ParcelRecord, 'contents' | 'scans'>>(
    `select shipment_id, carrier, service, tracking_number, is_reship, ${at('shipped_at')}, ${at('promised_at')},
       cast(declared_weight_grams as double) as declared_weight_grams
     from staging.shipments where order_id = $1 order by shipped_at, shipment_id`,
  )
  const contents = await read<{ shipment_id: string; line_number: number; quantity: number }>(
    `select shipment_id, cast(line_number as double) as line_number, cast(quantity as double) as quantity
     from staging.shipment_lines where order_id = $1 order by line_number`,
  )
  const scans = await read<ScanOfParcel>(
    scansOf(
      'select shipment_id as parcel, carrier, tracking_number from staging.shipments where order_id = $1',
    ),
  )
  return parcels.map((parcel) => ({
    ...parcel,
    contents: contents
      .filter(({ shipment_id }) => shipment_id === parcel.shipment_id)
      .map(({ line_number, quantity }) => ({ line_number, quantity })),
    scans: scansIn(scans, parcel.shipment_id),
  }))
}

async function returnsOf(read: Read): Promise<ReturnRecord[]> {
  const returns = await read<Omit<ReturnRecord, 'lines' | 'scans'>>(
    `select return_id, ${at('requested_at')}, method, carrier, tracking_number
     from staging.returns where order_id = $1 order by requested_at, return_id`,
  )
  const lines = await read<ReturnRecord['lines'][number] & { return_id: string }>(
    `select return_id, cast(line_number as double) as line_number, cast(quantity as double) as quantity, reason,
       ${at('received_at')}, cast(received_quantity as double) as received_quantity,
       cast(received_weight_grams as double) as received_weight_grams, ${at('inspected_at')}, grade
     from staging.return_lines where order_id = $1 order by return_id, line_number`,
  )
  const scans = await read<ScanOfParcel>(
    scansOf('select return_id as parcel, carrier, tracking_number from staging.returns where order_id = $1'),
  )
  return returns.map((one) => ({
    ...one,
    lines: lines.flatMap(({ return_id, ...line }) => (return_id === one.return_id ? [line] : [])),
    // A scan of goods on their way back is nowhere near the address, which says nothing.
    scans: scansIn(scans, one.return_id).map((scan) => ({ ...scan, metres_from_address: null })),
  }))
}

const scansIn = (scans: readonly ScanOfParcel[], wanted: string): ScanRecord[] =>
  scans.flatMap(({ parcel, ...scan }) => (parcel === wanted ? [scan] : []))
