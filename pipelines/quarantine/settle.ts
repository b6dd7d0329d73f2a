import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { MapSettings } from '../load/mapping.ts'

/** What became of a held row: it landed, it was good but said nothing new, or something later stands for it. */
export type Settlement = 'accepted' | 'repeated' | 'replaced'

export type RetrySettings = MapSettings & {
  readonly runId: string
  /** UTC, as the engine writes timestamps. */
  readonly retriedAt: string
}

/** The temporary table of a retry's settlements: `file_number`, `row_number`, `settled_as`. */
export const settled = 'retry_settled'

/** Writes the settlements to quarantine, and gives how many there are of each kind. */
export async function writeSettled(
  warehouse: Warehouse,
  feed: string,
  { runId, retriedAt }: RetrySettings,
): Promise<Record<Settlement, number>> {
  await warehouse.run(
    `update ledger.quarantine as q set settled_as = s.settled_as, settled_at = $2::timestamp, settled_by = $3
     from ${settled} s
     where q.feed = $1 and q.settled_as is null
       and q.file_number = s.file_number and q.row_number = s.row_number`,
    [feed, retriedAt, runId],
  )
  const rows = await warehouse.values(
    `select settled_as, count(*) as rows from ${settled} group by settled_as`,
  )
  const counts = new Map(rows.map((row) => [String(row.settled_as), Number(row.rows)]))
  const of = (settlement: Settlement) => counts.get(settlement) ?? 0
  return { accepted: of('accepted'), repeated: of('repeated'), replaced: of('replaced') }
}

/** Gives rows that stay held the faults that they have now. `found` holds their places and `faults`. */
export async function renewFaults(warehouse: Warehouse, feed: string, found: string): Promise<void> {
  await warehouse.run(
    `update ledger.quarantine as q
     set column_names = list_transform(f.faults, lambda fault: fault.column_name),
       faults = list_transform(f.faults, lambda fault: fault.sentence)
     from ${found} f
     where f.faults is not null and q.feed = $1 and q.settled_as is null
       and q.file_number = f.file_number and q.row_number = f.row_number`,
    [feed],
  )
}
