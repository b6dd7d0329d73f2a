import type { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../../warehouse/engine.ts'
import type { Contract } from '../contract.ts'

/** A batch that is being loaded: the tables of its checked rows and of what became of its files. */
export type FilledBatch = {
  readonly contract: Contract
  /** The name that habits are kept under: of a sender of rows its own, of one of documents that of the record. */
  readonly feed: string
  readonly runId: string
  readonly checked: string
  readonly outcomes: string
}

/** Keeps of each loaded file how many good rows it has, and how many of them lack a value, by column. */
export async function recordFills(
  warehouse: Warehouse,
  { contract, feed, checked, outcomes }: FilledBatch,
): Promise<void> {
  const columns = contract.sentColumns
  const names = columns.map((column) => `'${column}'`)
  const counts = columns.map((column) => `count(*) - count(${quoted(column)})`)
  await warehouse.run(
    `insert into ledger.fills
     select file_number, $1 as feed, coalesce(rows, 0) as rows, missing
     from ${outcomes} left join (
       select file_number, count(*) as rows, map([${names.join(', ')}], [${counts.join(', ')}]) as missing
       from ${checked} where faults is null group by file_number
     ) using (file_number)
     where outcome = 'loaded'`,
    [feed],
  )
}
