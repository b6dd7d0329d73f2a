select
  metric, title, unit, strftime(day, '%Y-%m-%d') as day, value, usual, low, high, is_worse,
  dimension, member, moved_share
from metrics.alerts
join metrics.definitions using (metric)
order by day desc, position
