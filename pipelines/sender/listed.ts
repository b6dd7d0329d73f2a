import type { Settings } from '../../models/settings.ts'
import { type ConnectionState, connectionStates } from '../fetch/connection_states.ts'
import { connectionsOf } from '../fetch/connections.ts'
import { FolderLoad } from '../load/folder.ts'
import { scanInbox } from '../load/inbox.ts'
import { readSources } from '../runner/catalog.ts'
import type { Places } from '../runner/places.ts'
import { ledgerSeen } from './ledger_seen.ts'
import { unloaded } from './unloaded.ts'

export type ListedSender = {
  readonly sender: string
  readonly about: string
  /** The folder for its files. */
  readonly at: string
  readonly files: number
  /** Of them those that no load took in; null where that cannot be told while a run is writing. */
  readonly waiting: number | null
  /** When a file of it was loaded last, ISO 8601; null where none was, or where that cannot be told. */
  readonly loadedAt: string | null
}

export type ListedConnection = ConnectionState & {
  readonly from: string
  /** Without user and secret. */
  readonly where: string
  readonly loadedAt: string | null
}

export type ListedSenders = {
  readonly senders: readonly ListedSender[]
  readonly connections: readonly ListedConnection[]
  /** Whether a run is writing, so that the ledger cannot be asked. */
  readonly isWritten: boolean
}

/** Every sender and every connection, and when something came from it last. */
export async function listSenders(
  places: Places,
  settings: Settings,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<ListedSenders> {
  const { senders } = await readSources()
  const { files } = await scanInbox(places.inbox, new Set(senders.map(({ name }) => name)))
  const seen = await ledgerSeen(places, async (warehouse) => {
    const loads = await warehouse.rows<{ feed: string; at: string }>(
      `select feed, strftime(max(loaded_at), '%Y-%m-%dT%H:%M:%SZ') as "at" from ledger.loads
       where outcome = 'loaded' group by feed`,
    )
    const fetched = await warehouse.rows<{ connection: string; at: string }>(
      `select split_part(path, '/', 3) as connection, strftime(max(loaded_at), '%Y-%m-%dT%H:%M:%SZ') as "at"
       from ledger.loads where outcome = 'loaded' and path like '../fetched/%' group by 1`,
    )
    const waiting = new Map<string, number>()
    for (const sender of senders) {
      const own = files.filter(({ folder }) => folder === sender.name)
      const left = await unloaded(warehouse, FolderLoad.ofSender(sender), own, settings)
      waiting.set(sender.name, left.length)
    }
    return {
      waiting,
      loads: new Map(loads.map(({ feed, at }) => [feed, at])),
      fetched: new Map(fetched.map(({ connection, at }) => [connection, at])),
    }
  })
  const told = seen.is === 'told' ? seen.told : null
  const states = connectionStates(places, settings)
  const connections = await connectionsOf(settings, environment)
  return {
    senders: senders.map(({ name, about }) => {
      const own = files.filter(({ folder }) => folder === name).length
      const waiting = told ? (told.waiting.get(name) ?? 0) : seen.is === 'nothing yet' ? own : null
      const at = `${places.inbox}/${name}`
      return { sender: name, about, at, files: own, waiting, loadedAt: told?.loads.get(name) ?? null }
    }),
    connections: connections.flatMap(({ name, where }, nth) => {
      const [state, from] = [states[nth], settings.connections[name]?.from]
      return state && from ? [{ ...state, from, where, loadedAt: told?.fetched.get(name) ?? null }] : []
    }),
    isWritten: seen.is === 'being written',
  }
}
