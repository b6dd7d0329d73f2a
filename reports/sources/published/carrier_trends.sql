-- The figures of the 30 largest carriers in spans of four weeks for a year, counted back from the snapshot's day
with shop as (
  select timezone(time_zone, timezone('UTC', as_of))::date as as_of_day from health.snapshot
), spans as (
  select metric, member as carrier, numerator, denominator, as_of_day, (as_of_day - day) // 28 as spans_back
  from metrics.kpis, shop
  where metric in ('on_time_delivery', 'first_attempt_success', 'delivery_success', 'promise_accuracy', 'loss_rate')
    and basis = 'period' and dimension = 'carrier' and member <> 'not known'
    and day <= as_of_day and as_of_day - day < 13 * 28
), largest as (
  select carrier from spans group by carrier order by sum(denominator) desc, carrier limit 30
)
select
  metric, carrier, strftime(as_of_day - (spans_back * 28)::integer, '%Y-%m-%d') as last_day,
  sum(numerator)::double as numerator, sum(denominator)::double as denominator
from spans
where carrier in (select carrier from largest)
group by metric, carrier, spans_back, as_of_day
order by metric, carrier, spans_back desc
