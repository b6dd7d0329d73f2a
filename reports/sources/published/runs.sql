-- The run that publishes the snapshot has not ended when it is written, so it is not among them
with shop as (select time_zone from health.snapshot)
select
  run_id,
  strftime(timezone(time_zone, timezone('UTC', started_at)), '%-d %b %Y, %H:%M') as started,
  strftime(timezone(time_zone, timezone('UTC', health.runs.as_of)), '%-d %b %Y, %H:%M') as as_of,
  epoch(started_at)::double as started_s,
  epoch(ended_at - started_at)::double as seconds,
  outcome, steps_run::double as steps_run, steps_skipped::double as steps_skipped
from health.runs, shop
where outcome <> 'running'
order by started_at desc
limit 30
