import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { cleanTexts, emptyRows } from '../erase/empty_rows.ts'
import { emptyBadRows, settleErased } from '../erase/held_rows.ts'
import { wordColumns } from '../erase/theirs.ts'
import type { Traces } from '../erase/traces.ts'
import type { CheckSettings } from './check.ts'
import { type Content, checkedOf } from './content.ts'
import { recordFills } from './drift/fills.ts'
import { recordDrift } from './drift/habits.ts'
import type { FileState } from './file_state.ts'
import { type LoadedFile, loadedFiles, makeOutcomes, outcomes } from './outcomes.ts'
import { type FilesRead, readChecked, type ShapedFile } from './read.ts'
import { settleReplaced } from './replaced.ts'
import type { Shape } from './shape.ts'
import { tooBadSentence } from './share.ts'
import { dropStage, prepareChecked, sortOut, writeStage } from './stage.ts'
import { tooBad } from './too_bad.ts'
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

export type BatchResult = {
  /** One for each file, but for those that were left. */
  readonly files: readonly LoadedFile[]
  /** By number the sentence of each file that changed while it was read: nothing tells that it was there. */
  readonly left: ReadonlyMap<number, string>
  readonly timesWithoutOffset: number
}

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

const localTimes = (warehouse: Warehouse, { parts }: Content): Promise<number> => {
  const counts = parts.map(
    ({ stage }) => `select coalesce(sum(local_times), 0) as times from ${stage.checked} where faults is null`,
  )
  return warehouse.count(`select sum(times) from (${counts.join(' union all ')})`)
}
