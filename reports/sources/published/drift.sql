-- A share as percent, a volume in rows
with shop as (select time_zone from health.snapshot)
select
  feed, path, kind, column_name,
  case kind when 'nulls' then round(100 * found) || '% missing' else round(found) || ' rows' end as found,
  case kind when 'nulls' then round(100 * usual) || '% missing' else round(usual) || ' rows' end as usual,
  strftime(timezone(time_zone, timezone('UTC', d.since)), '%-d %b %Y, %H:%M') as since
from health.drift d, shop
order by d.since desc, feed, kind, column_name
