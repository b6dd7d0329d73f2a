import type { Settings } from '../../models/settings.ts'
import { presentDrift } from '../load/drift/present.ts'
import { failingLoads } from '../quarantine/failing.ts'

type Given = { readonly settings: Settings; readonly runId: string; readonly asOf: string }

const text = (value: string) => `'${value.replaceAll("'", "''")}'`

/**
 * The tables about the pipeline itself, from the ledger: what ran, what came in, what was turned away. Nothing that
 * records say is in them.
 */
export const healthTables = ({ settings, runId, asOf }: Given): { name: string; select: string }[] => [
  {
    name: 'health.snapshot',
    select: `select cast(${text(asOf)} as timestamp) as as_of, cast(now() at time zone 'UTC' as timestamp) as published_at,
      ${text(runId)} as run_id, ${text(settings.reportingCurrency)} as reporting_currency,
      ${text(settings.timeZone)} as time_zone, ${text(settings.shopName)} as shop_name`,
  },
  {
    name: 'health.runs',
    select: `select run_id, command, started_at, ended_at, as_of, outcome, steps_run, steps_skipped, message
      from ledger.runs order by started_at desc limit 50`,
  },
  {
    name: 'health.feeds',
    select: `with held as (
        select l.feed, count(*) as rows_held, min(l.loaded_at) as oldest_held_at
        from ledger.quarantine q join ledger.loads l using (file_number) where q.settled_as is null group by l.feed
      ), failing as (
        select l.feed, count(*) as files_failing from ${failingLoads} where l.outcome = 'failed' group by l.feed
      )
      select feed, count(*) filter (outcome = 'loaded') as files, coalesce(any_value(files_failing), 0) as files_failing,
        cast(sum(rows_read) as bigint) as rows_read, cast(sum(rows_accepted) as bigint) as rows_accepted,
        cast(sum(rows_quarantined) as bigint) as rows_quarantined, cast(sum(rows_repeated) as bigint) as rows_repeated,
        coalesce(any_value(rows_held), 0) as rows_held, any_value(oldest_held_at) as oldest_held_at,
        max(newest_event_at) as newest_record_at, max(loaded_at) as last_loaded_at
      from ledger.loads left join held using (feed) left join failing using (feed) group by feed order by feed`,
  },
  {
    name: 'health.quarantine',
    select: `select feed, column_name, rule, count(*) as rows, count(distinct file_number) as files,
        min(loaded_at) as oldest_held_at
      from (
        select q.feed, file_number, loaded_at, unnest(column_names) as column_name, unnest(faults) as rule
        from ledger.quarantine q join ledger.loads l using (file_number) where q.settled_as is null
      )
      group by feed, column_name, rule order by rows desc, feed, column_name, rule`,
  },
  {
    name: 'health.failing_files',
    select: `select l.feed, l.path, l.sentence, l.loaded_at as failed_at from ${failingLoads}
      where l.outcome = 'failed' order by l.loaded_at desc, l.path`,
  },
  {
    name: 'health.retries',
    select: `select retry_number, retried_at, feed, rows_accepted, rows_repeated, rows_replaced from ledger.retries
      where rows_accepted + rows_repeated + rows_replaced > 0 order by retry_number desc, feed limit 50`,
  },
  {
    name: 'health.drift',
    select: `select * from (${presentDrift}) order by since desc, feed, kind, column_name`,
  },
  {
    name: 'health.waiting',
    select: `select feed, column_name, refers_to, rows from ledger.waiting where rows > 0
      order by rows desc, feed, column_name`,
  },
  {
    name: 'health.checks',
    select: `select model as table_name, sentence as check_sentence, severity, offending from ledger.checks
      where build_number in (select max(build_number) from ledger.builds group by model)
      order by offending desc, model, sentence`,
  },
]
