import { driftingColumns } from '../../models/actions/work.ts'
import type { Model } from '../../models/model.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { listName } from './work_lists.ts'

/** The temporary table of what is new or changed on the list that is being handed out. */
export const setAsideTable = 'new_or_changed'

/** Sets aside the rows that were never handed out, that came back, or that are not as they were; counts them. */
export async function setAside(warehouse: Warehouse, list: Model): Promise<number> {
  const drifting = driftingColumns[list.name] ?? []
  const compared = Object.keys(list.columns).filter((column) => !drifting.includes(column))
  const fields = compared.map((column) => `${quoted(column)} := ${quoted(column)}`).join(', ')
  await warehouse.run(
    `create or replace temp table ${setAsideTable} as
     select now_listed.* from (
       select *, md5(cast(to_json(struct_pack(${fields})) as varchar)) as row_hash from ${quoted(list.name)}
     ) as now_listed
     left join ledger.handed_out as handed on handed.action_id = now_listed.action_id and handed.gone_at is null
     where handed.row_hash is distinct from now_listed.row_hash`,
  )
  return warehouse.count(`select count(*) from ${setAsideTable}`)
}

/** Remembers what was set aside as handed out, and which work is on its list no longer. */
export async function remember(warehouse: Warehouse, list: Model, runId: string): Promise<void> {
  const now = new Date().toISOString().replace('Z', '')
  await warehouse.transaction(async () => {
    await warehouse.run(
      `insert into ledger.handed_out (action_id, list, row_hash, run_id, handed_out_at)
       select action_id, $1, row_hash, $2, cast($3 as timestamp) from ${setAsideTable}
       on conflict (action_id) do update set row_hash = excluded.row_hash, run_id = excluded.run_id,
         handed_out_at = excluded.handed_out_at, gone_at = null`,
      [listName(list), runId, now],
    )
    await warehouse.run(
      `update ledger.handed_out set gone_at = cast($2 as timestamp)
       where list = $1 and gone_at is null and action_id not in (select action_id from ${quoted(list.name)})`,
      [listName(list), now],
    )
    // What comes back is posted again.
    await warehouse.run(
      `delete from ledger.posted where action_id in (
         select action_id from ledger.handed_out where list = $1 and gone_at is not null)`,
      [listName(list)],
    )
  })
}
