import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { Part } from './part.ts'

type Step = { readonly owner: string; readonly runId: string; readonly loadedAt: string }

/**
 * Settles held rows that a mended file stands for. A file is the mended version of those loaded before it under
 * its path when it holds every record that they brought, good or bad: their held rows are then in it too, mended
 * or held anew, or their sender took them back. One that only goes on where they ended settles nothing. To be
 * run in the transaction that loads the batch, once the ledger tells of its files.
 */
export async function settleReplaced(
  warehouse: Warehouse,
  parts: readonly Part[],
  { owner, runId, loadedAt }: Step,
): Promise<void> {
  const held = await warehouse.count(
    `select count(*) from ledger.quarantine q join ledger.loads l using (file_number)
     where q.settled_as is null and l.feed = $1`,
    [owner],
  )
  if (held === 0) return
  await warehouse.run(
    `create or replace temp table ${earlier} as
     select old.file_number, new.file_number as new_number
     from ledger.loads new join ledger.loads old
       on old.feed = new.feed and old.path = new.path and old.file_number < new.file_number
     where new.feed = $1 and new.file_number in (${anyOf(parts)})
       and new.outcome = 'loaded' and old.outcome = 'loaded'
       and new.path in (
         select l.path from ledger.quarantine q join ledger.loads l using (file_number)
         where q.settled_as is null and l.feed = $1
       )`,
    [owner],
  )
  await warehouse.run(
    `update ledger.quarantine set settled_as = 'replaced', settled_at = $1::timestamp, settled_by = $2
     where settled_as is null and file_number in (
       with brought as (${parts.map((part) => broughtOf(part)).join(' union all ')}),
       found as (select new_number from brought group by new_number having bool_and(is_found))
       select file_number from ${earlier} where new_number in (from found)
     )`,
    [loadedAt, runId],
  )
  await warehouse.run(`drop table ${earlier}`)
}

const earlier = 'load_earlier'

const anyOf = (parts: readonly Part[]): string =>
  parts.map(({ stage }) => `select file_number from ${stage.checked}`).join(' union ')

/** Every record of one kind that the earlier files brought, and whether it is in the new one too. */
function broughtOf({ contract: { feed, numbered }, stage: { checked } }: Part): string {
  const key = feed.key.filter((column) => column !== numbered?.column).map(quoted)
  const same = key.map((column) => `found.${column} is not distinct from brought.${column}`).join(' and ')
  return `select new_number, exists (
      from ${checked} found where found.file_number = brought.new_number and ${same}
    ) as is_found
    from (
      select distinct new_number, ${key.join(', ')} from ${quoted(feed.raw.name)} join ${earlier} using (file_number)
    ) brought`
}
