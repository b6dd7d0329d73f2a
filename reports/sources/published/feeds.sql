-- The age of the newest record counts back from the snapshot's moment, as every figure does
with shop as (select as_of, time_zone from health.snapshot)
select
  feed, files::double as files, files_failing::double as files_failing,
  coalesce(rows_read, 0)::double as rows_read,
  coalesce(rows_accepted, 0)::double as rows_accepted,
  coalesce(rows_quarantined, 0)::double as rows_quarantined,
  coalesce(rows_held, 0)::double as rows_held,
  coalesce(rows_repeated, 0)::double as rows_repeated,
  strftime(timezone(time_zone, timezone('UTC', newest_record_at)), '%-d %b %Y, %H:%M') as newest_record,
  (epoch(as_of) - epoch(newest_record_at)) / 3600.0 as hours_behind,
  strftime(timezone(time_zone, timezone('UTC', last_loaded_at)), '%-d %b %Y, %H:%M') as last_loaded
from health.feeds, shop
order by feed
