-- How long returned goods waited over the newest 30, 90 and 365 days, what that cost, and what waits now
with shop as (
  select timezone(time_zone, timezone('UTC', as_of))::date as as_of_day from health.snapshot
)
select
  days,
  category,
  sum(lines)::double as lines,
  sum(late_lines)::double as late_lines,
  coalesce(sum(lines) filter (where is_waiting), 0)::double as lines_waiting,
  sum(days_waited) as days_waited,
  sum(returned_amount)::double as returned_amount,
  sum(decay_amount)::double as decay_amount,
  any_value(wait_days)::double as wait_days,
  any_value(monthly_depreciation) as monthly_depreciation
from metrics.stock_waits, shop, (values (30), (90), (365)) as lengths (days)
where day <= as_of_day and day > as_of_day - days::integer
group by days, category
order by days, category
