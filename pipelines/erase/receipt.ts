import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { moveWhole } from '../runner/move_whole.ts'
import type { Places } from '../runner/places.ts'
import type { NamingFile } from './inbox_files.ts'
import type { CleanedFile } from './own_files.ts'
import type { RowsEmptied } from './warehouse_rows.ts'

/** What an erasure found and did. It names nobody: the account is told by a keyed digest and by its stand-in. */
export type Receipt = {
  readonly erasure_id: string
  readonly customer_digest: string
  /** The name that the account's records go by from now on. */
  readonly stands_in: string
  readonly begun_at: string
  readonly ended_at: string | null
  /** Rows that were emptied or changed, by table of the warehouse. */
  readonly rows: RowsEmptied
  /** Lines of the records that were written down here, by kind. */
  readonly log_lines: Readonly<Record<string, number>>
  readonly files: readonly CleanedFile[]
  readonly removed_site: boolean
  /** Files of the inbox that still name the person: they are their senders', and loads pass over what is in them. */
  readonly inbox_files: readonly NamingFile[]
}

const pathOf = ({ erasures }: Places, { erasure_id }: Receipt): string => join(erasures, `${erasure_id}.json`)

export function writeReceipt(places: Places, receipt: Receipt): string {
  mkdirSync(places.erasures, { recursive: true })
  const path = pathOf(places, receipt)
  writeFileSync(`${path}.draft`, `${JSON.stringify(receipt, null, 2)}\n`)
  moveWhole(`${path}.draft`, path)
  return path
}

/** The newest receipt of an account's erasure. */
export function receiptOf({ erasures }: Places, customerDigest: string): Receipt | undefined {
  if (!existsSync(erasures)) return undefined
  return readdirSync(erasures)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(erasures, name), 'utf8')) as Receipt)
    .findLast(({ customer_digest }) => customer_digest === customerDigest)
}

/** What an erasure found that was cut short after it had emptied the rows, so that nothing could be found again. */
export async function unfinished(
  warehouse: Warehouse,
  places: Places,
  customerDigest: string,
): Promise<Receipt | undefined> {
  const rows = await warehouse.rows<{ found: string }>(
    'select found::varchar as found from ledger.erasures where customer_digest = $1 order by erasure_id',
    [customerDigest],
  )
  return rows
    .map(({ found }) => JSON.parse(found) as Receipt)
    .findLast((found) => !existsSync(pathOf(places, found)))
}

export const recordErasure = (warehouse: Warehouse, receipt: Receipt): Promise<void> =>
  warehouse.run('insert into ledger.erasures values ($1, $2, $3)', [
    receipt.erasure_id,
    receipt.customer_digest,
    JSON.stringify(receipt),
  ])
