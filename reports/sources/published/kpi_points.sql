-- The same periods cut into points for a sparkline: days, weeks or spans of four weeks, counted back from
-- the period's last day so that every point is whole.
with shop as (
  select timezone(time_zone, timezone('UTC', as_of))::date as as_of_day from health.snapshot
), spans as (
  select metric, basis, if(basis = 'cohort', max(day), any_value(as_of_day)) as last_day
  from metrics.kpis, shop
  group by metric, basis
), points as (
  select
    metric, basis, days, numerator, denominator, last_day,
    step,
    (last_day - day) // step as steps_back
  from metrics.kpis
  join spans using (metric, basis),
  (values (30, 1), (90, 7), (365, 28)) as lengths (days, step)
  where dimension = 'all' and day <= last_day and last_day - day < days // step * step
)
select
  metric,
  basis,
  days,
  strftime(last_day - (steps_back * step)::integer, '%Y-%m-%d') as last_day,
  sum(numerator)::double as numerator,
  sum(denominator)::double as denominator
from points
group by metric, basis, days, last_day, step, steps_back
order by metric, basis, days, last_day - (steps_back * step)::integer
