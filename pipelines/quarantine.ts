import type { Settings } from '../models/settings.ts'
import type { Feed } from '../sources/feed.ts'
import type { Sender } from '../sources/senders/sender.ts'
import type { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { Traces } from './erase/traces.ts'
import { FolderLoad } from './load/folder.ts'
import { type OwnFolder, scanInbox } from './load/inbox.ts'
import type { FileOutcome } from './load/outcome.ts'
import { prepareLoadTables } from './load/tables.ts'
import { findFailing, retryFiles } from './quarantine/retry_files.ts'
import { type RetriedRows, retryRows } from './quarantine/retry_rows.ts'
import type { Selection } from './quarantine/selection.ts'

export type RetryOptions = {
  readonly inbox: string
  readonly logs?: readonly OwnFolder[]
  readonly fetched?: readonly OwnFolder[]
  readonly feeds: readonly Feed[]
  readonly logged?: readonly Feed[]
  readonly senders: readonly Sender[]
  readonly settings: Settings
  readonly runId: string
  /** Of whom nothing is to be loaded. */
  readonly traces?: Traces
  readonly selection: Selection
}

export type RetryReport = {
  /** One for each feed of which rows were tried or to which rows came. */
  readonly rows: readonly RetriedRows[]
  /** One for each failed file that was tried again. */
  readonly files: readonly FileOutcome[]
}

/**
 * Tries again what was turned away: held rows under the contract as it is now, all of them or none, then each
 * failed file by itself. A row that is good now lands where it would have landed when its file was loaded.
 */
export async function retry(warehouse: Warehouse, options: RetryOptions): Promise<RetryReport> {
  const { inbox, logs = [], fetched = [], feeds, logged = [], senders, settings, runId } = options
  const { traces = Traces.none(), selection } = options
  const kinds = [...feeds, ...logged]
  await prepareLoadTables(warehouse, kinds, senders)
  if (!traces.areNone) await traces.show(warehouse)
  const folders = [
    ...kinds.map((kind) => ({ load: FolderLoad.ofFeed(kind), sender: undefined })),
    ...senders.map((sender) => ({ load: FolderLoad.ofSender(sender), sender })),
  ]
  const failing = await findFailing(
    warehouse,
    folders.map(({ load }) => load),
    selection,
    () => scanInbox(inbox, new Set([...feeds, ...senders].map(({ name }) => name)), [...logs, ...fetched]),
  )
  const rows = await retryRows(
    warehouse,
    folders.map(({ load, sender }) => ({ owner: load.name, contracts: load.contracts, sender })),
    selection,
    {
      runId,
      retriedAt: new Date().toISOString().replace('T', ' ').replace('Z', ''),
      timeZone: settings.timeZone,
      currency: settings.reportingCurrency,
      ofShop: settings,
    },
  )
  const files = await retryFiles(warehouse, failing, { settings, runId, traces })
  return { rows: rows.filter(({ tried, landed }) => tried + landed > 0), files }
}
