-- What returns cost in labels, handling and support over the newest 30, 90 and 365 days and as many before them
with shop as (
  select timezone(time_zone, timezone('UTC', as_of))::date as as_of_day from health.snapshot
)
select
  days,
  part,
  coalesce(sum(amount) filter (where day > as_of_day - days::integer), 0)::double as amount,
  coalesce(sum(amount) filter (where day <= as_of_day - days::integer), 0)::double as amount_before
from metrics.return_costs, shop, (values (30), (90), (365)) as lengths (days)
where day <= as_of_day and day > as_of_day - 2 * days::integer
group by days, part
order by days, part
