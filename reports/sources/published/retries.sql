with shop as (select time_zone from health.snapshot)
select
  strftime(timezone(time_zone, timezone('UTC', retried_at)), '%-d %b %Y, %H:%M') as retried, feed,
  rows_accepted::double as rows_accepted,
  rows_repeated::double as rows_repeated, rows_replaced::double as rows_replaced
from health.retries, shop
order by retried_at desc, feed
