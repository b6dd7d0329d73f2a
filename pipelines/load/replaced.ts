import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { Contract } from './contract.ts'
import type { Stage } from './stage.ts'

type Step = { readonly owner: string; readonly runId: string; readonly loadedAt: string }

/**
 * Settles held rows that a mended file stands for. A file is the mended version of those loaded before it under
 * its path when it holds every record that they brought, good or bad: their held rows are then in it too, mended
 * or held anew, or their sender took them back. One that only goes on where they ended settles nothing. To be
 * run in the transaction that loads the batch, once the ledger tells of its files.
 */
export async function settleReplaced(
  warehouse: Warehouse,
  contract: Contract,
  { checked }: Stage,
  { owner, runId, loadedAt }: Step,
): Promise<void> {
  const held = await warehouse.count(
    `select count(*) from ledger.quarantine q join ledger.loads l using (file_number)
     where q.settled_as is null and l.feed = $1`,
    [owner],
  )
  if (held === 0) return
  const earlier = 'load_earlier'
  await warehouse.run(
    `create or replace temp table ${earlier} as
     select old.file_number, new.file_number as new_number
     from ledger.loads new join ledger.loads old
       on old.feed = new.feed and old.path = new.path and old.file_number < new.file_number
     where new.feed = $1 and new.file_number in (select file_number from ${checked})
       and new.outcome = 'loaded' and old.outcome = 'loaded'
       and new.path in (
         select l.path from ledger.quarantine q join ledger.loads l using (file_number)
         where q.settled_as is null and l.feed = $1
       )`,
    [owner],
  )
  const { feed, numbered } = contract
  const key = feed.key.filter((column) => column !== numbered?.column).map(quoted)
  const same = key.map((column) => `found.${column} is not distinct from brought.${column}`).join(' and ')
  await warehouse.run(
    `update ledger.quarantine set settled_as = 'replaced', settled_at = $1::timestamp, settled_by = $2
     where settled_as is null and file_number in (
       with brought as (
         select distinct new_number, ${key.join(', ')}
         from ${quoted(feed.raw.name)} join ${earlier} using (file_number)
       ), lacking as (
         select distinct new_number from brought anti join ${checked} found
           on found.file_number = brought.new_number and ${same}
       )
       select file_number from ${earlier}
       where new_number in (select new_number from brought) and new_number not in (select new_number from lacking)
     )`,
    [loadedAt, runId],
  )
  await warehouse.run(`drop table ${earlier}`)
}
