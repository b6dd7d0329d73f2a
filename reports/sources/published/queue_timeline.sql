with shop as (select time_zone from health.snapshot)
select
  case_type, case_id, epoch(happened_at)::double as happened_s,
  strftime(timezone(time_zone, timezone('UTC', happened_at)), '%-d %b %Y, %H:%M') as happened,
  what, parcel, detail
from scores.queue_timeline, shop
order by case_type, case_id, happened_at
