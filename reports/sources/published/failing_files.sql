with shop as (select time_zone from health.snapshot)
select feed, path, sentence, strftime(timezone(time_zone, timezone('UTC', failed_at)), '%-d %b %Y, %H:%M') as failed
from health.failing_files, shop
order by failed_at, path
