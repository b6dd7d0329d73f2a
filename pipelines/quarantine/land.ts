import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { Contract } from '../load/contract.ts'
import { findRepeats } from '../load/repeats.ts'

/** The temporary tables of the good rows that landed, and of those that said nothing new. */
export const landed = 'retry_landed'
export const repeats = 'retry_repeats'

/**
 * Takes the good ones of the placed rows to the raw table, but for those that say nothing new. `placed` holds
 * the feed's columns, `file_number`, `row_number`, `loaded_at` of the file, and `faults`.
 */
export async function landGood(warehouse: Warehouse, { feed }: Contract, placed: string): Promise<void> {
  const good = 'retry_good'
  const changedAt = feed.columns.updated_at ? 'updated_at' : 'null'
  await warehouse.run(
    `create or replace temp table ${good} as
     select ${Object.keys(feed.columns).map(quoted).join(', ')}, coalesce(${changedAt}, loaded_at) as version_at,
       file_number, row_number
     from ${placed} where faults is null`,
  )
  await findRepeats(warehouse, feed, { checked: placed, good, repeats })
  await warehouse.run(
    `create or replace temp table ${landed} as
     select * from ${good} anti join ${repeats} using (file_number, row_number)`,
  )
  await warehouse.run(`insert into ${quoted(feed.raw.name)} by name select * from ${landed}`)
  await warehouse.run(`drop table ${good}`)
}
