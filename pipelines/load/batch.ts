import type { Feed } from '../../sources/feed.ts'
import type { Sender } from '../../sources/senders/sender.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { cleanTexts, emptyRows } from '../erase/empty_rows.ts'
import { emptyBadRows, settleErased } from '../erase/held_rows.ts'
import { wordColumns } from '../erase/theirs.ts'
import type { Traces } from '../erase/traces.ts'
import type { CheckSettings } from './check.ts'
import { recordFills } from './drift/fills.ts'
import { recordDrift } from './drift/habits.ts'
import type { FileState } from './file_state.ts'
import type { Part } from './part.ts'
import { type FilesRead, readChecked, type ShapedFile } from './read.ts'
import { settleReplaced } from './replaced.ts'
import type { Shape } from './shape.ts'
import { type Counted, isTooBad, tooBadSentence } from './share.ts'
import { dropStage, prepareChecked, sortOut, writeStage } from './stage.ts'
import { unfoldChecked } from './unfold.ts'
import { holdUnknownDocuments, prepareUnknownDocuments, unknownDocuments } from './unknown_documents.ts'

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
  /** Of whom nothing is to be loaded. */
  readonly traces: Traces
}

/** What the files of a folder hold. */
export type Content = {
  readonly parts: readonly Part[]
  /** How their documents are told apart, where they hold documents. */
  readonly unfolding: Sender['unfolding']
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

const outcomes = 'load_outcomes'

/** The tables of what was read, good or bad. */
const checkedOf = ({ parts, unfolding }: Content): string[] => [
  ...parts.map(({ stage }) => stage.checked),
  ...(unfolding ? [unknownDocuments] : []),
]

/**
 * Loads files as one step: raw rows, quarantine and ledger rows commit together. `andThen` runs inside the
 * same transaction, once the raw rows stand.
 */
export async function loadBatch(
  warehouse: Warehouse,
  content: Content,
  files: readonly BatchFile[],
  settings: BatchSettings,
  andThen: () => Promise<void> = async () => undefined,
): Promise<BatchResult> {
  const { parts, unfolding } = content
  const failed = new Map<number, string>()
  const shaped: ShapedFile[] = []
  for (const { fileNumber, absolute, state, shape } of files) {
    if ('fault' in shape) failed.set(fileNumber, shape.fault)
    else shaped.push({ fileNumber, absolute, state, shape })
  }
  for (const { contract, stage } of parts) await prepareChecked(warehouse, contract, stage)
  if (unfolding) await prepareUnknownDocuments(warehouse)
  const { columns, unreadable, left } = await read(warehouse, content, shaped, settings)
  for (const [file, sentence] of unreadable) failed.set(file, sentence)
  for (const file of await tooBad(warehouse, content, settings.mostBadShare))
    failed.set(file.file_number, tooBadSentence(file, settings.mostBadShare))
  for (const checked of checkedOf(content))
    await warehouse.run(
      `delete from ${checked} where file_number in (select unnest(from_json($1, '["BIGINT"]')))`,
      [JSON.stringify([...failed.keys(), ...left.keys()])],
    )
  if (!settings.traces.areNone) await emptyStages(warehouse, content, settings)
  for (const { contract, stage } of parts) await sortOut(warehouse, contract, stage, settings.loadedAt)
  const told = files
    .filter(({ fileNumber }) => !left.has(fileNumber))
    .map(({ shape, ...file }) => ({ ...file, shape: { ...shape, ...columns.get(file.fileNumber) } }))
  await makeOutcomes(warehouse, content, told, failed, settings)
  await warehouse.transaction(async () => {
    for (const { contract, stage } of parts) await writeStage(warehouse, contract, stage, settings.runId)
    if (unfolding) await holdUnknownDocuments(warehouse, settings.owner, settings.runId)
    if (!settings.traces.areNone) await settleErased(warehouse, settings.runId)
    await andThen()
    await warehouse.run(`insert into ledger.loads by name select * from ${outcomes}`)
    for (const { contract, stage } of parts) {
      const feed = unfolding ? contract.feed.name : settings.owner
      const batch = { contract, feed, checked: stage.checked, outcomes, runId: settings.runId }
      await recordFills(warehouse, batch)
      await recordDrift(warehouse, batch)
    }
    await settleReplaced(warehouse, parts, settings)
  })
  const loaded = await loadedFiles(warehouse)
  const result = { files: loaded, left, timesWithoutOffset: await localTimes(warehouse, content) }
  for (const { stage } of parts) await dropStage(warehouse, stage)
  if (unfolding) await warehouse.run(`drop table ${unknownDocuments}`)
  await warehouse.run(`drop table ${outcomes}`)
  return result
}

function read(
  warehouse: Warehouse,
  { parts, unfolding }: Content,
  files: readonly ShapedFile[],
  settings: CheckSettings,
): Promise<FilesRead> {
  if (unfolding) return unfoldChecked(warehouse, parts, unfolding, files, settings)
  const [part, other] = parts
  if (!part || other) throw new Error('Rows are records of one kind: only documents can be unfolded.')
  return readChecked(warehouse, part.contract, part.stage.checked, files, settings)
}

/** Before anything of a batch is written to the warehouse, nothing of erased people is in it any more. */
async function emptyStages(warehouse: Warehouse, content: Content, { traces }: BatchSettings): Promise<void> {
  for (const { kind, stage } of content.parts) {
    await emptyRows(warehouse, kind, stage.checked)
    for (const column of wordColumns(kind.feed))
      await cleanTexts(warehouse, { table: stage.checked, column }, (text) => traces.withoutWords(text))
  }
  for (const checked of checkedOf(content)) await emptyBadRows(warehouse, checked, traces)
}

/** The files of which too many rows are bad. The first bad row is that of the first kind that has one. */
async function tooBad(warehouse: Warehouse, content: Content, share: number): Promise<Counted[]> {
  const rows = content.parts.map(({ contract, stage }) => {
    const place = "'row ' || (min(rowid) filter (where faults is not null) - min(rowid) + 1)"
    return {
      checked: stage.checked,
      first: content.unfolding ? `${place} || ' of ${contract.feed.name}'` : place,
    }
  })
  const documents = { checked: unknownDocuments, first: "'document ' || arg_min(place, rowid)" }
  const counts = [...rows, ...(content.unfolding ? [documents] : [])].map(
    ({ checked, first }, kind) =>
      `select file_number, ${kind} as kind, count(*) as rows_read, count(faults) as rows_bad,
         ${first} as first_bad, arg_min(faults[1].sentence, rowid) as first_fault
       from ${checked} group by file_number`,
  )
  const counted = await warehouse.values(
    `select file_number, sum(rows_read) as rows_read, sum(rows_bad) as rows_bad,
       arg_min(first_bad, kind) as first_bad, arg_min(first_fault, kind) as first_fault
     from (${counts.join(' union all ')}) group by file_number having sum(rows_bad) > 0`,
  )
  return counted
    .map((row) => ({
      file_number: Number(row.file_number),
      rows_read: Number(row.rows_read),
      rows_bad: Number(row.rows_bad),
      first_bad: String(row.first_bad),
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

const localTimes = (warehouse: Warehouse, { parts }: Content): Promise<number> => {
  const counts = parts.map(
    ({ stage }) => `select coalesce(sum(local_times), 0) as times from ${stage.checked} where faults is null`,
  )
  return warehouse.count(`select sum(times) from (${counts.join(' union all ')})`)
}
