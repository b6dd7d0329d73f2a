import { layers } from '../../models/model.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'

/**
 * What the runner remembers, in the same file as the tables, so that a step and its ledger row commit
 * together. (`ledger.loads` and `ledger.quarantine` are the loader's.)
 */
const tables = [
  'create schema if not exists ledger',
  `create table if not exists ledger.runs (
    run_id text primary key, command text, as_of timestamp, started_at timestamp, ended_at timestamp,
    outcome text, steps_run bigint, steps_skipped bigint, message text)`,
  'create sequence if not exists ledger.build_numbers',
  `create table if not exists ledger.builds (
    build_number bigint primary key, run_id text, model text, fingerprint text, inputs text, why text,
    rows bigint, started_at timestamp, ended_at timestamp)`,
  `create table if not exists ledger.checks (
    build_number bigint, model text, sentence text, severity text, offending bigint)`,
  // Each piece of work as it was last handed out; with gone_at once it is on its list no longer.
  `create table if not exists ledger.handed_out (
    action_id text primary key, list text, row_hash text, run_id text, handed_out_at timestamp, gone_at timestamp)`,
  // Each piece of work on a list as the webhook took it last.
  'create table if not exists ledger.posted (action_id text primary key, row_hash text, posted_at timestamp)',
]

/** Makes the ledger where it is missing, or brings an earlier one along, and the schemas of all tables. */
export async function prepareLedger(warehouse: Warehouse): Promise<void> {
  const schemas = [...layers, 'changes'].map((schema) => `create schema if not exists ${schema}`)
  await warehouse.run([...schemas, ...tables].join('; '))
  for (const [column, type] of laterColumns)
    await warehouse.run(`alter table ledger.builds add column if not exists ${column} ${type}`)
}

/** Columns of `ledger.builds` that came later. Rows from before lack them: what they built changed, afresh. */
const laterColumns = [
  ['has_changed', 'boolean default true'],
  ['is_afresh', 'boolean default true'],
] as const

/** How a build of a table ended. */
export type BuildEnd = {
  readonly buildNumber: number
  /** Whether any row came, went or changed. */
  readonly hasChanged: boolean
  /** Whether all rows were written without a note of which changed. */
  readonly isAfresh: boolean
}

/** A table as it was last built. */
export type Built = {
  /** The newest build that changed its rows. */
  readonly version: number
  /** The newest build that wrote all its rows without a note of which changed. */
  readonly afresh_at: number
  readonly fingerprint: string
  readonly inputs: string
}

export async function latestBuilds(warehouse: Warehouse): Promise<Map<string, Built>> {
  const rows = await warehouse.rows<{
    model: string
    version: string
    afresh_at: string
    fingerprint: string
    inputs: string
  }>(
    `select model, max(build_number) filter (has_changed) as version,
       max(build_number) filter (is_afresh) as afresh_at,
       arg_max(fingerprint, build_number) as fingerprint, arg_max(inputs, build_number) as inputs
     from ledger.builds group by model`,
  )
  return new Map(
    rows.map(({ model, version, afresh_at, ...built }) => [
      model,
      { ...built, version: Number(version), afresh_at: Number(afresh_at) },
    ]),
  )
}

/** The newest build before values went from the raw tables that all tables rest on, and why they went; -1 where none did. */
export async function newestRemoval(warehouse: Warehouse): Promise<{ afterBuild: number; why: string }> {
  const [row] = await warehouse.rows<{ after_build: string | null; why: string | null }>(
    `select max(after_build) as after_build, arg_max(why, after_build) as why
     from ledger.removals where makes_anew`,
  )
  return { afterBuild: row?.after_build == null ? -1 : Number(row.after_build), why: row?.why ?? '' }
}

/** Takes note that values went from rows; to be done in the transaction that takes them. */
export async function recordRemoval(
  warehouse: Warehouse,
  { why, makesAnew }: { readonly why: string; readonly makesAnew: boolean },
): Promise<void> {
  await warehouse.run(
    `insert into ledger.removals select cast($1 as timestamp), coalesce(max(build_number), 0), $2, $3, false
     from ledger.builds`,
    [new Date().toISOString().replace('Z', ''), why, makesAnew],
  )
}

/** The newest accepted file of each raw table: when it rises, the table has changed. */
export async function rawVersions(
  warehouse: Warehouse,
  raw: readonly string[],
): Promise<Map<string, number>> {
  const there = await warehouse.rows<{ name: string }>(
    `select schema_name || '.' || table_name as name from duckdb_tables() where database_name = current_database()`,
  )
  const made = new Set(there.map(({ name }) => name))
  const versions = new Map<string, number>()
  // An earlier version of this program may not have known the feed.
  for (const table of raw)
    versions.set(
      table,
      made.has(table) ? await warehouse.count(`select coalesce(max(file_number), 0) from ${table}`) : 0,
    )
  return versions
}

/**
 * For each raw table the newest retry that brought rows to it. They stand under the numbers of files loaded
 * long before, so nothing else shows that the table has changed.
 */
export async function rawRetries(warehouse: Warehouse): Promise<Map<string, number>> {
  const rows = await warehouse.rows<{ feed: string; retry: string }>(
    'select feed, max(retry_number) as retry from ledger.retries where rows_landed > 0 group by feed',
  )
  return new Map(rows.map(({ feed, retry }) => [`raw.${feed}`, Number(retry)]))
}

export async function beginRun(
  warehouse: Warehouse,
  run: { runId: string; command: string; startedAt: Date },
): Promise<void> {
  // Whoever writes now is alone, so a run that still says it is running was killed.
  await warehouse.run(`update ledger.runs set outcome = 'interrupted' where outcome = 'running'`)
  await warehouse.run(
    `insert into ledger.runs (run_id, command, started_at, outcome) values ($1, $2, cast($3 as timestamp), 'running')`,
    [run.runId, run.command, run.startedAt.toISOString().replace('Z', '')],
  )
}

export type RunEnd = {
  readonly outcome: 'succeeded' | 'failed' | 'stopped'
  readonly asOf: string | null
  readonly stepsRun: number
  readonly stepsSkipped: number
  readonly message: string | null
}

export async function endRun(warehouse: Warehouse, runId: string, end: RunEnd): Promise<void> {
  await warehouse.run(
    `update ledger.runs set ended_at = cast($2 as timestamp), outcome = $3, as_of = cast($4 as timestamp),
       steps_run = $5, steps_skipped = $6, message = $7 where run_id = $1`,
    [
      runId,
      new Date().toISOString().replace('Z', ''),
      end.outcome,
      end.asOf,
      end.stepsRun,
      end.stepsSkipped,
      end.message,
    ],
  )
}
