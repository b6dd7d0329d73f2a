-- One row: whose shop this is, and the moment every figure stands for, in the shop's own time
with local as (
  select *,
    timezone(time_zone, timezone('UTC', as_of)) as as_of_local,
    timezone(time_zone, timezone('UTC', published_at)) as published_local
  from health.snapshot
)
select
  shop_name,
  run_id,
  reporting_currency as currency,
  time_zone,
  strftime(as_of_local, '%-d %B %Y, %H:%M') as as_of,
  strftime(as_of_local, '%Y-%m-%d') as as_of_day,
  strftime(published_local, '%-d %B %Y, %H:%M') as published,
  epoch_ms(published_at)::double as published_ms
from local
