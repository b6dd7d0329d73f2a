-- Parcels handed over by their cut-off, by the weekday of their order, of the newest 30, 90 and 365 days of orders
-- that have matured and of the 30 warehouses that had most to send in them
with matured as (
  select
    member as warehouse, numerator, denominator, isodow(day) as weekday, max(day) over () - day as days_back
  from metrics.kpis
  where metric = 'shipped_on_time' and basis = 'cohort' and dimension = 'warehouse' and member <> 'not known'
), periods as (
  select days, warehouse, weekday, sum(numerator) as numerator, sum(denominator) as denominator
  from matured, (values (30), (90), (365)) as lengths (days)
  where days_back < days
  group by days, warehouse, weekday
), ranked as (
  select *, dense_rank() over (partition by days order by due desc, warehouse) as place
  from (select *, sum(denominator) over (partition by days, warehouse) as due from periods)
)
select
  days::double as days, warehouse, weekday::double as weekday,
  numerator::double as on_time, denominator::double as due
from ranked
where place <= 30
order by days, place, weekday
