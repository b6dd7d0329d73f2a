-- Parcels on time by carrier, week by week, for half a year
with shop as (
  select timezone(time_zone, timezone('UTC', as_of))::date as as_of_day from health.snapshot
), weeks as (
  select member as carrier, (as_of_day - day) // 7 as weeks_back, as_of_day, numerator, denominator
  from metrics.kpis, shop
  where metric = 'on_time_delivery' and basis = 'period' and dimension = 'carrier'
    and day <= as_of_day and as_of_day - day < 26 * 7
)
select
  carrier,
  strftime(as_of_day - (weeks_back * 7)::integer, '%Y-%m-%d') as last_day,
  sum(numerator)::double as on_time,
  sum(denominator)::double as promised
from weeks
group by carrier, weeks_back, as_of_day
order by carrier, weeks_back desc
