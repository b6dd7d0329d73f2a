-- The figures of each warehouse week by week for a year, of the 30 warehouses that sent most in it
with shop as (
  select timezone(time_zone, timezone('UTC', as_of))::date as as_of_day from health.snapshot
), weeks as (
  select
    metric, member as warehouse, numerator, denominator, as_of_day, (as_of_day - day) // 7 as weeks_back
  from metrics.kpis, shop
  where metric in ('hours_to_ship', 'shipped_on_time', 'order_accuracy') and basis = 'period'
    and dimension = 'warehouse' and member <> 'not known' and day <= as_of_day and as_of_day - day < 52 * 7
), largest as (
  select warehouse from weeks where metric = 'hours_to_ship' group by warehouse order by sum(denominator) desc, warehouse limit 30
)
select
  metric,
  warehouse,
  strftime(as_of_day - (weeks_back * 7)::integer, '%Y-%m-%d') as last_day,
  sum(numerator)::double as numerator,
  sum(denominator)::double as denominator
from weeks
where warehouse in (select warehouse from largest)
group by metric, warehouse, weeks_back, as_of_day
order by metric, warehouse, weeks_back desc
