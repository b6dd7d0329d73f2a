with shop as (select time_zone from health.snapshot)
select
  feed, column_name, rule, "rows"::double as "rows",
  strftime(timezone(time_zone, timezone('UTC', oldest_held_at)), '%-d %b %Y, %H:%M') as oldest
from health.quarantine, shop
order by "rows" desc, feed, column_name, rule
