import type { Settings } from '../../models/settings.ts'

type Given = { readonly settings: Settings; readonly runId: string; readonly asOf: string }

const text = (value: string) => `'${value.replaceAll("'", "''")}'`

/** The tables about the pipeline itself, from the ledger: what ran, what came in, what was turned away. */
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
    select: `select feed, count(*) filter (outcome = 'loaded') as files, count(*) filter (outcome = 'failed') as files_failed,
        cast(sum(rows_read) as bigint) as rows_read, cast(sum(rows_accepted) as bigint) as rows_accepted,
        cast(sum(rows_quarantined) as bigint) as rows_quarantined, cast(sum(rows_repeated) as bigint) as rows_repeated,
        max(newest_event_at) as newest_record_at, max(loaded_at) as last_loaded_at
      from ledger.loads group by feed order by feed`,
  },
  {
    name: 'health.quarantine',
    select: `select feed, column_name, rule, count(*) as rows
      from (select feed, unnest(column_names) as column_name, unnest(faults) as rule from ledger.quarantine)
      group by feed, column_name, rule order by rows desc, feed, column_name, rule`,
  },
  {
    name: 'health.checks',
    select: `select model as table_name, sentence as check_sentence, severity, offending from ledger.checks
      where build_number in (select max(build_number) from ledger.builds group by model)
      order by offending desc, model, sentence`,
  },
]
