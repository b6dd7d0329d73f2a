-- How long each step of a return takes: all months, newest last, for the whole shop
select
  metric, title, position, strftime(month, '%Y-%m') as month, events::double as events, p50, p90
from metrics.quantiles
join metrics.definitions using (metric)
where basis = 'period' and dimension = 'all' and pillar = 'retention'
order by position, month
