-- The payouts behind those lines, in order of time
with shop as (
  select timezone(time_zone, timezone('UTC', as_of))::date as as_of_day from health.snapshot
), over_paid as (
  select order_id, line_number, arg_max(paid_so_far, place) - any_value(paid_by_customer) as value
  from metrics.double_dip_payouts
  where is_over_paid
  group by order_id, line_number
), lines as (
  select order_id, line_number
  from over_paid
  left join actions.payouts_to_recover as work using (order_id, line_number), shop
  order by coalesce(due_on >= as_of_day, false) desc, due_on is not null desc, over_paid.value desc, order_id, line_number
  limit 100
)
select
  order_id,
  line_number::double as line_number,
  payout_id,
  place::double as place,
  strftime(paid_on, '%Y-%m-%d') as paid_on,
  kind,
  claim_id,
  return_id,
  is_spread,
  amount::double as amount,
  beyond_amount::double as beyond_amount
from metrics.double_dip_payouts
join lines using (order_id, line_number)
order by order_id, line_number, place
