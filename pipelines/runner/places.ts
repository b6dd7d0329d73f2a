import { mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { feedOf } from '../../models/settings/connections.ts'
import type { Settings } from '../../models/settings.ts'
import { Problem } from './problems.ts'

/** Where everything of one shop lies. */
export type Places = {
  readonly data: string
  readonly inbox: string
  /** The warehouse and ledger. */
  readonly warehouse: string
  readonly spill: string
  readonly lock: string
  readonly pseudonymKey: string
  /** Keys before it on whose pseudonyms raw rows still rest. */
  readonly formerKeys: string
  /** Keys that are to follow, while they are being changed. */
  readonly nextKeys: string
  /** What connections fetched and no load took in yet, each in a folder of its own. */
  readonly fetched: string
  /** The folder of the snapshot and the site. */
  readonly published: string
  readonly snapshot: string
  /** The newest site: a link to one of the folder of sites, so that another takes its place in one move. */
  readonly site: string
  /** The newest site and the one before it, which pages that are open still ask for. */
  readonly sites: string
  /** The folder of the work that was handed out. */
  readonly outbox: string
  readonly logs: string
  /** What the schedule remembers of its slots, and the lock of the one process that keeps it. */
  readonly schedule: string
  readonly scheduleLock: string
  /** The faults that were told, and those that are still to be told. */
  readonly alerts: string
  /** How the shop stands, as the schedule last saw it. */
  readonly health: string
  /** The folder of the receipts of erasures, and of the traces by which later loads know who was erased. */
  readonly erasures: string
  /** Who may sign in to the served pages, and the lock of the one process that serves them. */
  readonly users: string
  readonly serveLock: string
}

export type PlaceOptions = { readonly data?: string | undefined; readonly inbox?: string | undefined }

/** The places under `--data` (else `RECOUP_DATA`, else `./data`); `--inbox` or `RECOUP_INBOX` moves the inbox. */
export function placesOf(options: PlaceOptions, environment: NodeJS.ProcessEnv = process.env): Places {
  const data = resolve(options.data ?? environment.RECOUP_DATA ?? 'data')
  const published = join(data, 'published')
  return {
    data,
    inbox: resolve(options.inbox ?? environment.RECOUP_INBOX ?? join(data, 'inbox')),
    warehouse: join(data, 'recoup.duckdb'),
    spill: join(data, 'spill'),
    lock: join(data, 'recoup.lock'),
    pseudonymKey: join(data, 'pseudonym.key'),
    formerKeys: join(data, 'pseudonym.former'),
    nextKeys: join(data, 'pseudonym.next'),
    fetched: join(data, 'fetched'),
    published,
    snapshot: join(published, 'recoup.duckdb'),
    site: join(published, 'site'),
    sites: join(published, 'sites'),
    outbox: join(data, 'outbox'),
    logs: join(data, 'logs'),
    schedule: join(data, 'schedule.json'),
    scheduleLock: join(data, 'schedule.lock'),
    alerts: join(data, 'alerts.json'),
    health: join(data, 'health.json'),
    erasures: join(data, 'erasures'),
    users: join(data, 'users.json'),
    serveLock: join(data, 'serve.lock'),
  }
}

/** The folder of the log of one kind of record that is written down here. */
export const logFolder = ({ data }: Pick<Places, 'data'>, kind: string): string => join(data, kind)

/** The folder of what a connection fetched, and how it is told: beside the inbox. */
export const fetchedFolder = ({ fetched }: Pick<Places, 'fetched'>, connection: string) => ({
  at: join(fetched, connection),
  path: `../fetched/${connection}`,
})

/** Where records are loaded from: the inbox, the logs of decisions and of the other kinds, and what was fetched. */
export const loadedFrom = (
  places: Places,
  logged: readonly { readonly name: string }[],
  connections: Settings['connections'] = {},
) => ({
  inbox: places.inbox,
  logs: ['decisions', ...logged.map(({ name }) => name)].map((feed) => ({
    feed,
    at: logFolder(places, feed),
    path: `../${feed}`,
  })),
  fetched: Object.entries(connections).map(([name, settings]) => ({
    feed: feedOf(settings),
    ...fetchedFolder(places, name),
  })),
})

/** The folders whose files the engine reads and writes in a run. */
export const reachOfRun = (places: Places, logged: readonly { readonly name: string }[]): string[] => {
  const { inbox, logs } = loadedFrom(places, logged)
  return [inbox, ...logs.map(({ at }) => at), places.fetched, places.published, places.outbox]
}

/** Makes the folders that a run writes to. */
export function preparePlaces(places: Places): void {
  for (const folder of [places.data, places.published]) mkdirSync(folder, { recursive: true })
}

/** To be asked before anything is made: who names the wrong inbox wants no new shop. */
export function demandInbox({ inbox }: Places): void {
  const found = statSync(inbox, { throwIfNoEntry: false })
  if (found?.isDirectory()) return
  throw new Problem(found ? 'The inbox is a file, not a folder.' : 'The inbox does not exist.', {
    where: inbox,
    next: 'make the folder, or name another one with --inbox or RECOUP_INBOX.',
    mayPass: true,
  })
}
