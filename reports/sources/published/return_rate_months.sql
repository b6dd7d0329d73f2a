-- Return rates of the newest thirteen months, for the whole shop and by category and channel
with shop as (
  select date_trunc('month', timezone(time_zone, timezone('UTC', as_of))::date)::date as this_month from health.snapshot
)
select
  strftime(date_trunc('month', day), '%Y-%m') as month,
  metric,
  dimension,
  member,
  sum(numerator)::double as numerator,
  sum(denominator)::double as denominator
from metrics.kpis, shop
where metric in ('return_rate', 'return_rate_by_pieces', 'return_rate_by_orders') and basis = 'period'
  and dimension in ('all', 'category', 'channel')
  and day >= this_month - interval 12 month
group by all
order by month, metric, dimension, member
