import type { Feed } from '../../sources/feed.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { BatchFile, BatchSettings } from './batch.ts'
import { type Content, checkedOf } from './content.ts'

/** The temporary table of what became of a batch's files, as the ledger keeps it. */
export const outcomes = 'load_outcomes'

export type LoadedFile = {
  readonly fileNumber: number
  readonly sentence: string | null
  readonly rowsRead: number
  readonly rowsAccepted: number
  readonly rowsQuarantined: number
  readonly rowsRepeated: number
}

const fileFacts = JSON.stringify([
  {
    file_number: 'BIGINT',
    path: 'VARCHAR',
    bytes: 'BIGINT',
    content_hash: 'VARCHAR',
    sentence: 'VARCHAR',
    columns_found: ['VARCHAR'],
    column_types: ['VARCHAR'],
  },
])

export async function makeOutcomes(
  warehouse: Warehouse,
  content: Content,
  files: readonly BatchFile[],
  failed: ReadonlyMap<number, string>,
  settings: BatchSettings,
): Promise<void> {
  const facts = files.map(({ fileNumber, path, bytes, contentHash, shape }) => ({
    file_number: fileNumber,
    path: settings.traces.withoutWords(path),
    bytes,
    content_hash: contentHash,
    sentence: failed.get(fileNumber) ?? null,
    columns_found: 'fault' in shape ? [] : shape.columns.map((name) => settings.traces.withoutWords(name)),
    column_types: 'fault' in shape ? [] : shape.types,
  }))
  const read = checkedOf(content).map((checked) => `select file_number, faults from ${checked}`)
  const repeated = content.parts.map(({ stage }) => `select file_number from ${stage.repeats}`)
  const dated = content.parts.map(
    ({ contract: { feed }, stage }) =>
      `select file_number, ${newestOf(feed)} as happened_at from ${stage.good}`,
  )
  await warehouse.run(
    `create or replace temp table ${outcomes} as
     with files as (
       select unnest(from_json($1, '${fileFacts}'), recursive := true)
     ), counted as (
       select file_number, count(*) as rows_read, count(faults) as rows_quarantined
       from (${read.join(' union all ')}) group by 1
     ), repeated as (
       select file_number, count(*) as rows_repeated from (${repeated.join(' union all ')}) group by 1
     ), dated as (
       select file_number, max(happened_at) as newest_event_at from (${dated.join(' union all ')}) group by 1
     )
     select file_number, $2::varchar as run_id, $3::varchar as feed, path, bytes, content_hash,
       timestamp '${settings.loadedAt}' as loaded_at,
       case when sentence is null then 'loaded' else 'failed' end as outcome, sentence,
       coalesce(rows_read, 0) as rows_read,
       coalesce(rows_read, 0) - coalesce(rows_quarantined, 0) - coalesce(rows_repeated, 0) as rows_accepted,
       coalesce(rows_quarantined, 0) as rows_quarantined, coalesce(rows_repeated, 0) as rows_repeated,
       newest_event_at, columns_found, column_types
     from files left join counted using (file_number) left join repeated using (file_number)
       left join dated using (file_number)`,
    [JSON.stringify(facts), settings.runId, settings.owner],
  )
}

const newestOf = ({ happenedAt }: Feed): string =>
  happenedAt.length > 0 ? `greatest(${happenedAt.map(quoted).join(', ')})` : 'null::timestamp'

export async function loadedFiles(warehouse: Warehouse): Promise<LoadedFile[]> {
  const rows = await warehouse.values(`from ${outcomes} order by file_number`)
  return rows.map((row) => ({
    fileNumber: Number(row.file_number),
    sentence: row.sentence === null ? null : String(row.sentence),
    rowsRead: Number(row.rows_read),
    rowsAccepted: Number(row.rows_accepted),
    rowsQuarantined: Number(row.rows_quarantined),
    rowsRepeated: Number(row.rows_repeated),
  }))
}
