-- What was done with returned goods over the newest 30, 90 and 365 days, what came back and what was left
with shop as (
  select timezone(time_zone, timezone('UTC', as_of))::date as as_of_day from health.snapshot
)
select
  days,
  category,
  grade,
  disposition,
  sum(lines)::double as lines,
  sum(pieces)::double as pieces,
  sum(returned_amount)::double as returned_amount,
  sum(recovered_amount)::double as recovered_amount,
  sum(recovered_amount - processing_amount)::double as net_amount,
  sum(left_amount)::double as left_amount
from metrics.disposed_stock, shop, (values (30), (90), (365)) as lengths (days)
where day <= as_of_day and day > as_of_day - days::integer
group by all
order by days, category, grade, disposition
