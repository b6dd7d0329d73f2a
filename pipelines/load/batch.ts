import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { cleanTexts, emptyRows } from '../erase/empty_rows.ts'
import { emptyBadRows, settleErased } from '../erase/held_rows.ts'
import { type Kind, wordColumns } from '../erase/theirs.ts'
import type { Traces } from '../erase/traces.ts'
import type { CheckSettings } from './check.ts'
import type { Contract } from './contract.ts'
import { recordFills } from './drift/fills.ts'
import { recordDrift } from './drift/habits.ts'
import type { FileState } from './file_state.ts'
import { readChecked, type ShapedFile } from './read.ts'
import { settleReplaced } from './replaced.ts'
import type { Shape } from './shape.ts'
import { type Counted, isTooBad, tooBadSentence } from './share.ts'
import { dropStage, prepareChecked, sortOut, stageNamed, writeStage } from './stage.ts'

/** A file that is to be loaded, or the sentence why it cannot be. */
export type BatchFile = {
  readonly fileNumber: number
  readonly path: string
  readonly absolute: string
  /** In which it was when its content was hashed. */
  readonly state: FileState
  readonly contentHash: string
  readonly bytes: number
  readonly shape: Shape | { readonly fault: string }
}

export type BatchSettings = CheckSettings & {
  /** The feed or sender that the files belong to. */
  readonly owner: string
  /** Share of bad rows above which a file fails. */
  readonly mostBadShare: number
  readonly runId: string
  /** UTC, as the engine writes timestamps. */
  readonly loadedAt: string
  /** Of whom nothing is to be loaded, and how the records say whose they are. */
  readonly traces: Traces
  readonly kind: Kind
}

export type LoadedFile = {
  readonly fileNumber: number
  readonly sentence: string | null
  readonly rowsRead: number
  readonly rowsAccepted: number
  readonly rowsQuarantined: number
  readonly rowsRepeated: number
}

export type BatchResult = {
  /** One for each file, but for those that were left. */
  readonly files: readonly LoadedFile[]
  /** By number the sentence of each file that changed while it was read: nothing tells that it was there. */
  readonly left: ReadonlyMap<number, string>
  readonly timesWithoutOffset: number
}

const stage = stageNamed('load')
const { checked, good, repeats } = stage
const outcomes = 'load_outcomes'

/**
 * Loads files as one step: raw rows, quarantine and ledger rows commit together. `andThen` runs inside the
 * same transaction, once the raw rows stand.
 */
export async function loadBatch(
  warehouse: Warehouse,
  contract: Contract,
  files: readonly BatchFile[],
  settings: BatchSettings,
  andThen: () => Promise<void> = async () => undefined,
): Promise<BatchResult> {
  const failed = new Map<number, string>()
  const shaped: ShapedFile[] = []
  for (const { fileNumber, absolute, state, shape } of files) {
    if ('fault' in shape) failed.set(fileNumber, shape.fault)
    else shaped.push({ fileNumber, absolute, state, shape })
  }
  await prepareChecked(warehouse, contract, stage)
  const { columns, unreadable, left } = await readChecked(warehouse, contract, checked, shaped, settings)
  for (const [file, sentence] of unreadable) failed.set(file, sentence)
  for (const file of await tooBad(warehouse, settings.mostBadShare))
    failed.set(file.file_number, tooBadSentence(file, settings.mostBadShare))
  await warehouse.run(
    `delete from ${checked} where file_number in (select unnest(from_json($1, '["BIGINT"]')))`,
    [JSON.stringify([...failed.keys(), ...left.keys()])],
  )
  if (!settings.traces.areNone) await emptyStage(warehouse, settings)
  await sortOut(warehouse, contract, stage, settings.loadedAt)
  const told = files
    .filter(({ fileNumber }) => !left.has(fileNumber))
    .map(({ shape, ...file }) => ({ ...file, shape: { ...shape, ...columns.get(file.fileNumber) } }))
  await makeOutcomes(warehouse, contract, told, failed, settings)
  const batch = { contract, checked, outcomes, owner: settings.owner, runId: settings.runId }
  await warehouse.transaction(async () => {
    await writeStage(warehouse, contract, stage, settings.runId)
    if (!settings.traces.areNone) await settleErased(warehouse, settings.runId)
    await andThen()
    await warehouse.run(`insert into ledger.loads by name select * from ${outcomes}`)
    await recordFills(warehouse, batch)
    await recordDrift(warehouse, batch)
    await settleReplaced(warehouse, contract, stage, settings)
  })
  const loaded = await loadedFiles(warehouse)
  const result = { files: loaded, left, timesWithoutOffset: await localTimes(warehouse) }
  await dropStage(warehouse, stage)
  await warehouse.run(`drop table ${outcomes}`)
  return result
}

/** Before anything of a batch is written to the warehouse, nothing of erased people is in it any more. */
async function emptyStage(warehouse: Warehouse, { traces, kind }: BatchSettings): Promise<void> {
  await emptyRows(warehouse, kind, checked)
  await emptyBadRows(warehouse, checked, traces)
  for (const column of wordColumns(kind.feed))
    await cleanTexts(warehouse, { table: checked, column }, (text) => traces.withoutWords(text))
}

async function tooBad(warehouse: Warehouse, share: number): Promise<Counted[]> {
  const counted = await warehouse.values(
    `select file_number, count(*) as rows_read, count(faults) as rows_bad,
       min(rowid) filter (where faults is not null) - min(rowid) + 1 as first_bad,
       arg_min(faults[1].sentence, rowid) as first_fault
     from ${checked} group by file_number having rows_bad > 0`,
  )
  return counted
    .map((row) => ({
      file_number: Number(row.file_number),
      rows_read: Number(row.rows_read),
      rows_bad: Number(row.rows_bad),
      first_bad: Number(row.first_bad),
      first_fault: String(row.first_fault),
    }))
    .filter((file) => isTooBad(file, share))
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

async function makeOutcomes(
  warehouse: Warehouse,
  { feed }: Contract,
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
  const newest =
    feed.happenedAt.length > 0
      ? `max(greatest(${feed.happenedAt.map(quoted).join(', ')}))`
      : 'null::timestamp'
  await warehouse.run(
    `create or replace temp table ${outcomes} as
     with files as (
       select unnest(from_json($1, '${fileFacts}'), recursive := true)
     ), counted as (
       select file_number, count(*) as rows_read, count(faults) as rows_quarantined from ${checked} group by 1
     ), repeated as (
       select file_number, count(*) as rows_repeated from ${repeats} group by 1
     ), dated as (
       select file_number, ${newest} as newest_event_at from ${good} group by 1
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

async function loadedFiles(warehouse: Warehouse): Promise<LoadedFile[]> {
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

const localTimes = (warehouse: Warehouse): Promise<number> =>
  warehouse.count(`select coalesce(sum(local_times), 0) from ${checked} where faults is null`)
