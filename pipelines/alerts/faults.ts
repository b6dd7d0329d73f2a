import type { Settings } from '../../models/settings.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { ConnectionState } from '../fetch/connection_states.ts'
import { many, minuteOf, saidOfDrift } from '../runner/said.ts'
import type { PipelineState } from '../schedule/pipeline_state.ts'
import type { Freshness } from '../status/freshness.ts'
import type { Status } from '../status.ts'

/** Something that somebody should look at. Nothing that is personal is in it. */
export type Fault = {
  /** What it is of, the same for as long as it lasts: `late/orders`. */
  readonly key: string
  readonly what: string
}

/** Faults of pipelines. */
export const faultsOfRuns = (pipelines: readonly PipelineState[]): Fault[] =>
  pipelines
    .filter(({ failures }) => failures > 0)
    .map(({ pipeline, lastEnded }) => ({
      key: `run/${pipeline}`,
      what: `The pipeline ${pipeline} failed${lastEnded?.outcome === 'failed' ? `: ${lastEnded.message}` : '.'}`,
    }))

/** Connections whose newest fetch failed. */
export const faultsOfFetches = (connections: readonly ConnectionState[]): Fault[] =>
  connections.flatMap(({ connection, fault }) =>
    fault === null ? [] : [{ key: `fetch/${connection}`, what: `Not fetched: ${connection}: ${fault}` }],
  )

/** Whether a fault is one that only the ledger and the tables tell. */
export const isOfLedger = (key: string): boolean => !/^(run|fetch)\//.test(key)

export const faultsOfFreshness = (feeds: readonly Freshness[]): Fault[] =>
  feeds
    .filter(({ isLate }) => isLate)
    .map(({ feed, lastAt, expectedHours }) => ({
      key: `late/${feed}`,
      what: `No new records of ${feed} since ${minuteOf(lastAt)} UTC; they should come within ${expectedHours} hours.`,
    }))

/** Faults of what came in. Paths are left out: a file's name may be anything. */
export function faultsOfFiles({ drift, failing }: Status): Fault[] {
  const failingFeeds = [...new Set(failing.map(({ feed }) => feed))]
  return [
    ...drift.map((one) => ({
      key: `drift/${one.feed}/${one.kind}${one.column ? `/${one.column}` : ''}`,
      what: saidOfDrift({ ...one, path: 'a file' }),
    })),
    ...failingFeeds.map((feed) => ({
      key: `files/${feed}`,
      what: `Fails: ${many(failing.filter((file) => file.feed === feed).length, 'file')} of ${feed}.`,
    })),
  ]
}

/** Faults that the ledger and the tables show: much in quarantine, checks that do not hold, figures out of their bands. */
export async function readFaults(
  warehouse: Warehouse,
  { alerts: { heldShare } }: Pick<Settings, 'alerts'>,
  now: Date,
): Promise<Fault[]> {
  const held = await warehouse.rows<{ feed: string; percent: string }>(
    `select feed, printf('%.1f', 100 * sum(held) / sum(rows_read)) as percent
     from ledger.loads left join (
       select file_number, count(*) as held from ledger.quarantine where settled_as is null group by file_number
     ) using (file_number)
     where outcome = 'loaded' and loaded_at >= cast($1 as timestamp) - interval 7 days
     group by feed having sum(held) > $2 * sum(rows_read) order by feed`,
    [now.toISOString().replace('Z', ''), heldShare],
  )
  const checks = await warehouse.rows<{ model: string; sentence: string; offending: string }>(
    `select model, sentence, offending from ledger.checks
     where offending > 0 and build_number in (select max(build_number) from ledger.builds group by model)
     order by model, sentence`,
  )
  return [
    ...held.map(({ feed, percent }) => ({
      key: `held/${feed}`,
      what: `In quarantine: ${percent}% of the rows of ${feed} of the last seven days.`,
    })),
    ...checks.map(({ model, sentence, offending }) => ({
      key: `check/${model}/${sentence}`,
      what: `In ${model}, «${sentence}» does not hold for ${many(Number(offending), 'row')}.`,
    })),
    ...(await faultsOfFigures(warehouse)),
  ]
}

/** Headline metrics that left their band for the worse on their newest day. */
async function faultsOfFigures(warehouse: Warehouse): Promise<Fault[]> {
  const isBuilt = await warehouse.count(
    `select count(*) from duckdb_tables() where schema_name = 'metrics' and table_name = 'alerts'
     and database_name = current_database()`,
  )
  if (isBuilt === 0) return []
  const rows = await warehouse.rows<{
    metric: string
    day: string
    value: number
    low: number
    high: number
  }>(
    `select metric, day, value, low, high from metrics.alerts as told
     where is_worse and day = (select max(day) from metrics.control_bands as bands where bands.metric = told.metric)
     order by metric`,
  )
  return rows.map(({ metric, day, value, low, high }) => ({
    key: `metric/${metric}`,
    what: `${metric} was ${figure(value)} on ${day}, outside of its band from ${figure(low)} to ${figure(high)}.`,
  }))
}

const figure = (value: number): string => value.toLocaleString('en', { maximumSignificantDigits: 4 })
