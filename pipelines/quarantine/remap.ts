import { listValue } from '@duckdb/node-api'
import { recordsOf, type Sender } from '../../sources/senders/sender.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { Contract } from '../load/contract.ts'
import { bareRecord, mapRecords } from '../load/mapping.ts'
import type { Stage } from '../load/stage.ts'
import { landed, landGood, repeats } from './land.ts'
import type { RetriedRows } from './retry_rows.ts'
import { boundTo, rowSelected, type Selection } from './selection.ts'
import { type RetrySettings, renewFaults, settled, writeSettled } from './settle.ts'

const files = 'retry_files'
const placed = 'retry_mapped'
const held = 'retry_mapped_held'

/**
 * Maps records of a sender again: those of the touched files, and of files of which rows failed only after the
 * mapping. Such a row is settled when the mapping gives it as a good one, or gives it no more.
 */
export async function remap(
  warehouse: Warehouse,
  sender: Sender,
  touched: ReadonlySet<number>,
  selection: Selection,
  settings: RetrySettings,
): Promise<RetriedRows[]> {
  const failedAfter = await warehouse.values(
    `select distinct q.file_number from ledger.quarantine q join ledger.loads l using (file_number)
     where q.settled_as is null and ${rowSelected} and l.feed = $3 and not list_contains($4::text[], q.feed)`,
    [
      ...boundTo(selection),
      sender.name,
      listValue([sender.name, ...recordsOf([sender]).map(({ name }) => name)]),
    ],
  )
  const numbers = [...new Set([...touched, ...failedAfter.map(({ file_number }) => Number(file_number))])]
  if (numbers.length === 0) return []
  await warehouse.run(
    `create or replace temp table ${files} as select unnest(from_json($1, '["BIGINT"]')) as file_number`,
    [JSON.stringify(numbers)],
  )
  const retried: RetriedRows[] = []
  await mapRecords(warehouse, sender, numbers, settings, async (contract, stage) => {
    await placeMapped(warehouse, contract, stage)
    await landGood(warehouse, contract, placed)
    retried.push(await settleMapped(warehouse, contract, settings))
    for (const table of [placed, landed, repeats]) await warehouse.run(`drop table ${table}`)
  })
  await warehouse.run(`drop table ${files}`)
  return retried
}

/** Mapped rows come after all that their files brought before: of versions of one moment the last one wins. */
async function placeMapped(warehouse: Warehouse, { feed }: Contract, { checked }: Stage): Promise<void> {
  await warehouse.run(
    `create or replace temp table ${placed} as
     with before as (
       select file_number, max(row_number) as last_row from (
         select file_number, row_number from ${quoted(feed.raw.name)}
         union all select file_number, row_number from ledger.quarantine where feed = $1
       ) semi join ${checked} using (file_number) group by file_number
     )
     select c.*, l.loaded_at, ${bareRecord} as bare_record,
       coalesce(last_row, 0) + row_number() over (partition by file_number order by c.rowid) as row_number
     from ${checked} c join ledger.loads l using (file_number) left join before using (file_number)`,
    [feed.name],
  )
  await warehouse.run(`drop table ${checked}`)
}

/** A row that the mapping gives as before stays held; one that is bad in a new way is held anew. */
async function settleMapped(
  warehouse: Warehouse,
  { feed }: Contract,
  settings: RetrySettings,
): Promise<RetriedRows> {
  await warehouse.run(
    `create or replace temp table ${held} as
     select q.file_number, q.row_number, q.record, bad.faults, bad.faults is not null as is_still_bad
     from (
       select *, ${bareRecord} as bare_record from ledger.quarantine where feed = $1 and settled_as is null
     ) q left join (
       select bare_record, any_value(faults) as faults from ${placed} where faults is not null group by all
     ) bad using (bare_record)`,
    [feed.name],
  )
  const tried = await warehouse.count(`select count(*) from ${held} semi join ${files} using (file_number)`)
  const key = feed.key.map((column) => `${quoted(column)}::varchar as ${quoted(column)}`)
  const sameKey = feed.key.map(
    (name) => `good.${quoted(name)} is not distinct from (held.record ->> '$.${name}')`,
  )
  await warehouse.run(
    `create or replace temp table ${settled} as
     with good as (select distinct ${key.join(', ')} from ${placed} where faults is null)
     select file_number, row_number,
       case when exists (from good where ${sameKey.join(' and ')}) then 'accepted' else 'replaced' end as settled_as
     from ${held} held semi join ${files} using (file_number) where not is_still_bad`,
  )
  const became = await writeSettled(warehouse, feed.name, settings)
  await renewFaults(warehouse, feed.name, held)
  await warehouse.run(
    `insert into ledger.quarantine by name
     select file_number, $1 as feed, row_number,
       list_transform(faults, lambda fault: fault.column_name) as column_names,
       list_transform(faults, lambda fault: fault.sentence) as faults, record, $2 as run_id
     from ${placed} where faults is not null
       and bare_record not in (select ${bareRecord} from ${held} where is_still_bad)`,
    [feed.name, settings.runId],
  )
  for (const table of [held, settled]) await warehouse.run(`drop table ${table}`)
  const rows = await warehouse.count(`select count(*) from ${landed}`)
  return { feed: feed.name, tried, ...became, landed: rows }
}
