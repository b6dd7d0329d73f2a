import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { readRecord } from '../quarantine/cells.ts'
import type { Traces } from './traces.ts'
import { isTelling, plainOf } from './words.ts'

/** What is left of a held row that was an erased person's: it was read and turned away, and no more is known of it. */
export const erasedRecord = '{"(erased)":true}'

/** Columns that say whose a row is, with the kind of trace that each leaves. */
const named = { customer_id: 'customer', customerid: 'customer', order_id: 'order' } as const

/**
 * Whether a row that was turned away is an erased person's: it names their account, order, parcel or case; or it holds
 * words of theirs, and names no other account and no order.
 */
export function isTheirHeldRow(record: string, traces: Traces): boolean {
  const cells = cellsOf(record)
  if (!cells) return traces.withoutWords(record) !== record
  const texts = cells.map(([, text]) => text)
  const all = new Map(cells.map(([name, text]) => [name.trim().toLowerCase(), text]))
  // Some exports add .0 to numbers.
  if (texts.some((text) => traces.has('customer', text) || traces.has('customer', text.replace(/\.0$/, ''))))
    return true
  if (all.get('customer_id')) return false
  if (texts.some((text) => traces.has('order', text))) return true
  if (traces.has('parcel', `${all.get('carrier')} ${all.get('tracking_number')}`)) return true
  if (traces.has('case', `${all.get('case_type')} ${all.get('case_id')}`)) return true
  const namesOther = Object.keys(named).some((column) => all.get(column))
  return !namesOther && texts.some((text) => isTelling(text) && traces.has('words', plainOf(text)))
}

/** The cells of a record that have a text; undefined where it is a whole line that was never read into cells. */
function cellsOf(record: string): [string, string][] | undefined {
  const read = readRecord(record)
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined
  return Object.entries(read).flatMap(([name, value]): [string, string][] =>
    value === null || value === ''
      ? []
      : [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]],
  )
}

/** Empties the bad rows of erased people that a batch is about to hold. */
export async function emptyBadRows(warehouse: Warehouse, table: string, traces: Traces): Promise<void> {
  const rows = await warehouse.rows<{ place: string; record: string }>(
    `select rowid as place, record from ${table} where faults is not null and record is not null`,
  )
  await emptyRecords(warehouse, table, rows, traces)
}

/** Empties the held rows of erased people; they are settled, as nothing of them is left to try again. Gives how many. */
export async function emptyHeldRows(
  warehouse: Warehouse,
  traces: Traces,
  { runId }: { readonly runId: string },
): Promise<number> {
  const rows = await warehouse.rows<{ place: string; record: string }>(
    `select rowid as place, record::varchar as record from ledger.quarantine`,
  )
  const count = await emptyRecords(warehouse, 'ledger.quarantine', rows, traces)
  await settleErased(warehouse, runId)
  return count
}

/** Settles the held rows of which nothing is left. */
export const settleErased = (warehouse: Warehouse, runId: string): Promise<void> =>
  warehouse.run(
    `update ledger.quarantine set settled_as = 'erased', settled_at = cast(now() as timestamp), settled_by = $1
     where settled_as is null and record::varchar = $2`,
    [runId, erasedRecord],
  )

async function emptyRecords(
  warehouse: Warehouse,
  table: string,
  rows: readonly { place: string; record: string }[],
  traces: Traces,
): Promise<number> {
  const places = rows
    .filter(({ record }) => record !== erasedRecord && isTheirHeldRow(record, traces))
    .map(({ place }) => place)
  if (places.length > 0)
    await warehouse.run(
      `update ${table} set record = $1 where rowid in (select unnest(from_json($2, '["BIGINT"]')))`,
      [erasedRecord, JSON.stringify(places)],
    )
  return places.length
}
