-- What came back by each route over the newest 30, 90 and 365 days and over as many days before them
with shop as (
  select timezone(time_zone, timezone('UTC', as_of))::date as as_of_day from health.snapshot
), periods as (
  select days, as_of_day, as_of_day - days::integer + 1 as start_day
  from shop, (values (30), (90), (365)) as lengths (days)
), first as (
  select min(day) as first_day from metrics.margin_recovery_by_route
)
select
  days,
  route,
  coalesce(sum(amount) filter (where day >= start_day), 0)::double as amount,
  coalesce(sum(amount) filter (where day < start_day), 0)::double as amount_before,
  any_value(first_day <= start_day - days::integer) as is_comparable,
  strftime(any_value(greatest(start_day, first_day)), '%-d %b %Y') as first_day,
  strftime(any_value(as_of_day), '%-d %b %Y') as last_day
from metrics.margin_recovery_by_route, periods, first
where day <= as_of_day and day > start_day - days::integer - 1
group by days, route
