import type { Settings } from '../models/settings.ts'
import type { Feed } from '../sources/feed.ts'
import type { Sender } from '../sources/senders/sender.ts'
import type { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { emptyLateRows } from './erase/empty_rows.ts'
import { kindsOf } from './erase/theirs.ts'
import { Traces } from './erase/traces.ts'
import { Copies } from './load/copies.ts'
import { type Drift, findDrift } from './load/drift.ts'
import { FolderLoad } from './load/folder.ts'
import { type OwnFolder, scanInbox } from './load/inbox.ts'
import { type FileOutcome, untouched } from './load/outcome.ts'
import { presenceOf } from './load/presence.ts'
import { prepareLoadTables } from './load/tables.ts'
import { countWaiting, type Waiting } from './load/waiting.ts'

export type { Drift } from './load/drift.ts'
export type { FileOutcome } from './load/outcome.ts'
export { prepareLoadTables } from './load/tables.ts'
export type { Waiting } from './load/waiting.ts'

export type LoadOptions = {
  readonly inbox: string
  /** Records that Recoup itself wrote down; their files are loaded like those of the inbox. */
  readonly logs?: readonly OwnFolder[]
  /** What connections fetched; their files are loaded likewise. */
  readonly fetched?: readonly OwnFolder[]
  readonly feeds: readonly Feed[]
  /** Kinds of record that only those logs may hold. */
  readonly logged?: readonly Feed[]
  readonly senders: readonly Sender[]
  readonly settings: Settings
  readonly runId: string
  /** Of whom nothing is to be loaded. */
  readonly traces?: Traces
  readonly onProgress?: (done: number, total: number, what: string) => void
}

export type LoadReport = {
  /** One for each file in the inbox, by folder and path. */
  readonly files: readonly FileOutcome[]
  readonly waiting: readonly Waiting[]
  /** Times that said no offset and were read in the configured zone. */
  readonly timesWithoutOffset: number
  readonly drift: readonly Drift[]
  /** Paths in the inbox that belong to no feed or sender, or have no known format. */
  readonly ignored: readonly string[]
}

/**
 * Loads every file of the inbox that was not loaded before. A file that cannot be loaded fails alone and is
 * told in the report; only a missing inbox or a fault of the machine is thrown.
 */
export async function load(warehouse: Warehouse, options: LoadOptions): Promise<LoadReport> {
  const { inbox, logs = [], fetched = [], feeds, logged = [], senders, settings, runId } = options
  const { traces = Traces.none(), onProgress = () => undefined } = options
  const kinds = [...feeds, ...logged]
  await prepareLoadTables(warehouse, kinds, senders)
  await new Copies(warehouse.spillTo).clear()
  if (!traces.areNone) await traces.show(warehouse)
  const folders = [
    ...kinds.map((kind) => FolderLoad.ofFeed(kind)),
    ...senders.map((sender) => FolderLoad.ofSender(sender)),
  ]
  const demandPresence = await presenceOf(inbox)
  const found = await scanInbox(inbox, new Set([...feeds, ...senders].map(({ name }) => name)), [
    ...logs,
    ...fetched,
  ])
  const files: FileOutcome[] = []
  let timesWithoutOffset = 0
  for (const folder of folders) {
    const waiting = found.files.filter((file) => file.folder === folder.name)
    const refused = found.refused.filter((link) => link.folder === folder.name)
    if (waiting.length + refused.length === 0) continue
    const progress = (done: number) => onProgress(files.length + done, found.files.length, folder.name)
    const result = await folder.load(warehouse, waiting, { settings, runId, traces, onProgress: progress })
    for (const file of result.files) files.push(file)
    for (const { path, sentence } of refused) files.push(untouched(folder.name, path, 'failed', sentence))
    timesWithoutOffset += result.timesWithoutOffset
  }
  if (!traces.areNone) await emptyLateRows(warehouse, kindsOf({ feeds, logged, senders }))
  await demandPresence()
  const contracts = new Map(folders.flatMap(({ contractsByName }) => [...contractsByName]))
  return {
    files,
    waiting: await countWaiting(warehouse, kinds),
    timesWithoutOffset,
    drift: await findDrift(warehouse, runId, contracts),
    ignored: found.ignored,
  }
}
