-- The order lines paid beyond their value, those that may still be asked back first: the 100 largest, of so many
with shop as (
  select timezone(time_zone, timezone('UTC', as_of))::date as as_of_day from health.snapshot
), over_paid as (
  select
    order_id,
    line_number,
    any_value(paid_by_customer) as paid_by_customer,
    arg_max(paid_so_far, place) as paid_out
  from metrics.double_dip_payouts
  where is_over_paid
  group by order_id, line_number
), lines as (
  select
    over_paid.*,
    over_paid.paid_out - over_paid.paid_by_customer as value,
    to_do,
    due_on,
    due_on is not null as is_recoverable,
    coalesce(due_on >= as_of_day, false) as is_open
  from over_paid
  left join actions.payouts_to_recover using (order_id, line_number), shop
)
select
  order_id,
  line_number::double as line_number,
  to_do,
  value::double as value,
  paid_by_customer::double as paid_by_customer,
  paid_out::double as paid_out,
  strftime(due_on, '%Y-%m-%d') as due_on,
  is_recoverable,
  is_open,
  (count(*) over ())::double as lines_in_all,
  (sum(value) over ())::double as value_in_all,
  (count(*) filter (where is_recoverable) over ())::double as lines_recoverable,
  coalesce(sum(value) filter (where is_recoverable) over (), 0)::double as value_recoverable,
  (count(*) filter (where is_open) over ())::double as lines_open,
  coalesce(sum(value) filter (where is_open) over (), 0)::double as value_open
from lines
order by is_open desc, is_recoverable desc, lines.value desc, order_id, lines.line_number
limit 100
