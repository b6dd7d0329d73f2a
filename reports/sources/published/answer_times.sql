-- How long support took to answer and to settle, by month and by what the order had gone through, of the newest 13 months
select
  metric, dimension, member, strftime(month, '%Y-%m') as month, events::double as events, p50, p90
from metrics.quantiles
where metric in ('hours_to_first_response', 'hours_to_resolution') and basis = 'period' and dimension in ('all', 'went_through')
  and month > (
    select max(month) - interval 13 month from metrics.quantiles
    where metric in ('hours_to_first_response', 'hours_to_resolution') and basis = 'period'
  )
order by metric, dimension, member, month
