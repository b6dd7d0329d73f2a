-- The order lines paid beyond their value, those that may still be asked back first: the 100 largest, of so many
with shop as (
  select timezone(time_zone, timezone('UTC', as_of))::date as as_of_day from health.snapshot
), lines as (
  select
    *,
    due_on >= as_of_day as is_open,
    count(*) over () as lines_in_all,
    sum(value) over () as value_in_all,
    count(*) filter (where due_on >= as_of_day) over () as lines_open,
    coalesce(sum(value) filter (where due_on >= as_of_day) over (), 0) as value_open
  from actions.payouts_to_recover, shop
)
select
  order_id,
  line_number::double as line_number,
  to_do,
  why,
  kinds,
  value::double as value,
  paid_by_customer::double as paid_by_customer,
  paid_out::double as paid_out,
  strftime(due_on, '%Y-%m-%d') as due_on,
  is_open,
  lines_in_all::double as lines_in_all,
  value_in_all::double as value_in_all,
  lines_open::double as lines_open,
  value_open::double as value_open
from lines
order by is_open desc, lines.value desc, order_id, line_number
limit 100
