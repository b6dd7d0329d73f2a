import type { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { presentDrift } from './load/drift/present.ts'
import type { HabitDrift } from './load/drift.ts'
import { type FailingFile, failingFiles, failingLoads } from './quarantine/failing.ts'
import { type HeldFeed, heldByFeed } from './quarantine/list.ts'
import { type Arrival, readArrivals } from './status/freshness.ts'

type Run = {
  readonly command: string
  readonly started_at: string
  readonly outcome: string
  readonly as_of: string | null
  readonly message: string | null
}

/** A feed's or a sender's folder: counts are texts, as the engine writes them. */
type Folder = {
  readonly feed: string
  readonly files: string
  /** Files that fail now. */
  readonly failing: string
  readonly rows: string
  /** Rows that are held now. */
  readonly held: string
  readonly newest: string | null
}

/** What the newest retries settled. */
type Retry = {
  readonly retried_at: string
  readonly feed: string
  readonly accepted: string
  readonly repeated: string
  readonly replaced: string
}

type WaitingRows = {
  readonly feed: string
  readonly column: string
  readonly refersTo: string
  readonly rows: string
}

export type Status = {
  readonly runs: readonly Run[]
  readonly feeds: readonly Folder[]
  readonly held: readonly HeldFeed[]
  readonly failing: readonly FailingFile[]
  readonly retries: readonly Retry[]
  readonly waiting: readonly WaitingRows[]
  /** The newest file for each habit that a feed drifts from now. */
  readonly drift: readonly HabitDrift[]
  /** When new records came last, by feed or sender. */
  readonly arrivals: readonly Arrival[]
}

const second = '%Y-%m-%d %H:%M:%S'

/** How the shop stands: its last runs, what came in, what was turned away, what is waited for. Times are UTC. */
export async function readStatus(warehouse: Warehouse): Promise<Status> {
  return {
    runs: await warehouse.rows<Run>(
      `select command, strftime(started_at, '${second}') as started_at, outcome,
         strftime(as_of, '${second}') as as_of, message
       from ledger.runs order by ledger.runs.started_at desc limit 5`,
    ),
    feeds: await warehouse.rows<Folder>(foldersSelect),
    held: await heldByFeed(warehouse),
    failing: await failingFiles(warehouse, {}),
    retries: await warehouse.rows<Retry>(
      `select strftime(retried_at, '${second}') as retried_at, feed, rows_accepted as accepted,
         rows_repeated as repeated, rows_replaced as replaced
       from ledger.retries where rows_accepted + rows_repeated + rows_replaced > 0
       order by retry_number desc, feed limit 5`,
    ),
    waiting: await warehouse.rows<WaitingRows>(
      `select feed, column_name as "column", refers_to as "refersTo", rows from ledger.waiting
       where rows > 0 order by feed, column_name`,
    ),
    drift: await warehouse.rows<HabitDrift>(
      `select feed, path, column_name as "column", kind, found, usual, files_before::int as "filesBefore"
       from (${presentDrift}) order by feed, kind, column_name`,
    ),
    arrivals: await readArrivals(warehouse),
  }
}

const foldersSelect = `
  with held as (
    select l.feed, count(*) as held from ledger.quarantine q join ledger.loads l using (file_number)
    where q.settled_as is null group by l.feed
  ), failing as (
    select l.feed, count(*) as failing from ${failingLoads} where l.outcome = 'failed' group by l.feed
  )
  select feed, count(*) filter (outcome = 'loaded') as files, coalesce(any_value(failing), 0) as failing,
    cast(sum(rows_accepted) as bigint) as rows, coalesce(any_value(held), 0) as held,
    strftime(max(newest_event_at), '%Y-%m-%d %H:%M') as newest
  from ledger.loads left join held using (feed) left join failing using (feed)
  group by feed order by feed`
