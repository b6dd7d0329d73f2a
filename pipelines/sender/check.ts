import { chmodSync, closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Settings } from '../../models/settings.ts'
import type { Connection } from '../fetch/connection.ts'
import { connectionsOf } from '../fetch/connections.ts'
import { FetchFolder } from '../fetch/fetch_folder.ts'
import { stateOf } from '../load/file_state.ts'
import { FolderLoad } from '../load/folder.ts'
import { type InboxFile, layoutOf, scanInbox } from '../load/inbox.ts'
import { readSources, type Sources } from '../runner/catalog.ts'
import type { Places } from '../runner/places.ts'
import { Problem } from '../runner/problems.ts'
import { stoppable } from '../runner/stopping.ts'
import { ledgerSeen } from './ledger_seen.ts'
import { type TriedLoad, triedLoad } from './tried_load.ts'
import { unloaded } from './unloaded.ts'

export type CheckedSender = {
  readonly is: 'sender'
  readonly name: string
  /** The files of its folder. */
  readonly files: number
  /** Whether a run is writing, so that files which were loaded before cannot be told and are tried, too. */
  readonly isWritten: boolean
  /** What a load would make of those that were not loaded; null where there is none. */
  readonly tried: TriedLoad | null
}

export type CheckedConnection = {
  readonly is: 'connection'
  readonly name: string
  readonly feed: string
  /** Sentences of what is well. */
  readonly found: readonly string[]
  /** What a load would make of the first rows; null where the connection gives none to try. */
  readonly tried: TriedLoad | null
}

/** How many rows of a connection are tried. */
const mostRows = 1_000

/** Looks what would come of a sender’s files, or of a fetch. Nothing is loaded, and nothing moves on. */
export async function checkSender(
  places: Places,
  settings: Settings,
  name: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<CheckedSender | CheckedConnection> {
  const sources = await readSources()
  const connections = await connectionsOf(settings, environment)
  const connection = connections.find((one) => one.name === name)
  if (connection) return checkConnection(connection, places, sources, settings)
  const folder = folderLoad(sources, name)
  if (!folder) throw unknown(name)
  return checkFiles(folder, places, sources, settings)
}

async function checkFiles(
  folder: FolderLoad,
  places: Places,
  sources: Sources,
  settings: Settings,
): Promise<CheckedSender> {
  const { files } = await scanInbox(places.inbox, new Set([folder.name]))
  const seen = await ledgerSeen(places, (warehouse) => unloaded(warehouse, folder, files, settings))
  const waiting = seen.is === 'told' ? seen.told : files
  return {
    is: 'sender',
    name: folder.name,
    files: files.length,
    isWritten: seen.is === 'being written',
    tried: waiting.length > 0 ? await triedLoad(folder, waiting, sources, settings) : null,
  }
}

async function checkConnection(
  connection: Connection,
  places: Places,
  sources: Sources,
  settings: Settings,
): Promise<CheckedConnection> {
  const folder = folderLoad(sources, connection.folder)
  if (!folder) throw unknown(connection.folder)
  const drafts = mkdtempSync(join(tmpdir(), 'recoup-check-'))
  chmodSync(drafts, 0o700)
  try {
    const { found, sample } = await stoppable((stop) =>
      connection.check({
        cursor: new FetchFolder(places, connection.name).cursorOf(connection),
        draft: (ending) => emptyFile(join(drafts, `sample${ending}`)),
        stop,
        mostRows,
      }),
    )
    const file = sample && (await asFile(sample.draft, connection))
    return {
      is: 'connection',
      name: connection.name,
      feed: connection.folder,
      found,
      tried: file ? await triedLoad(folder, [file], sources, settings) : null,
    }
  } finally {
    rmSync(drafts, { recursive: true, force: true })
  }
}

function emptyFile(path: string): string {
  closeSync(openSync(path, 'wx', 0o600))
  return path
}

async function asFile(absolute: string, { name, folder }: Connection): Promise<InboxFile | undefined> {
  const [state, layout] = [await stateOf(absolute), layoutOf(absolute)]
  return state && layout && { folder, path: `the first rows of ${name}`, absolute, state, ...layout }
}

/** The load of a sender’s files, or of a feed’s. */
function folderLoad({ feeds, senders }: Sources, name: string): FolderLoad | undefined {
  const [feed, sender] = [feeds.find((one) => one.name === name), senders.find((one) => one.name === name)]
  return feed ? FolderLoad.ofFeed(feed) : sender && FolderLoad.ofSender(sender)
}

const unknown = (name: string) =>
  new Problem(`There is no sender, connection or feed \`${name}\`.`, {
    where: 'sources/ and connections in recoup.config.ts',
    next: '`recoup sender list` names the senders and connections that there are.',
  })
