select
  strftime(date_trunc('month', day), '%Y-%m') as month,
  route,
  sum(amount)::double as amount
from metrics.margin_recovery_by_route
group by all
order by month, route
