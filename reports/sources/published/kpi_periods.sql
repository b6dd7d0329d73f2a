-- Each metric over the newest 30, 90 and 365 days and over as many days before them, for the whole shop and
-- for each carrier, warehouse and so on. A period ends with the snapshot's day; for cohorts, with the newest
-- day whose orders have matured.
with shop as (
  select timezone(time_zone, timezone('UTC', as_of))::date as as_of_day from health.snapshot
), spans as (
  select
    metric,
    basis,
    min(day) as first_day,
    if(basis = 'cohort', max(day), any_value(as_of_day)) as last_day
  from metrics.kpis, shop
  group by metric, basis
), periods as (
  select metric, basis, first_day, last_day, days, last_day - days::integer + 1 as start_day
  from spans, (values (30), (90), (365)) as lengths (days)
)
select
  kpis.metric,
  kpis.basis,
  periods.days,
  kpis.dimension,
  kpis.member,
  sum(numerator) filter (where day >= start_day)::double as numerator,
  sum(denominator) filter (where day >= start_day)::double as denominator,
  sum(numerator) filter (where day < start_day)::double as numerator_before,
  sum(denominator) filter (where day < start_day)::double as denominator_before,
  any_value(first_day <= start_day - periods.days::integer) as is_comparable,
  strftime(any_value(greatest(start_day, first_day)), '%-d %b %Y') as first_day,
  strftime(any_value(last_day), '%-d %b %Y') as last_day
from metrics.kpis
join periods using (metric, basis)
where day <= last_day and day > start_day - periods.days::integer - 1
group by kpis.metric, kpis.basis, periods.days, kpis.dimension, kpis.member
order by kpis.metric, kpis.basis, periods.days, kpis.dimension, kpis.member
