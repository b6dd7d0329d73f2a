with shop as (select time_zone from health.snapshot)
select
  ring_id, account::double as account, first_order_id,
  strftime(timezone(time_zone, timezone('UTC', first_ordered_at)), '%Y-%m-%d') as first_ordered_on,
  strftime(timezone(time_zone, timezone('UTC', last_ordered_at)), '%Y-%m-%d') as last_ordered_on,
  orders::double as orders, items_amount::double as items_amount,
  claims::double as claims, returns::double as returns, open_cases::double as open_cases,
  abuse_found::double as abuse_found, value_at_risk::double as value_at_risk
from scores.ring_accounts, shop
order by ring_id, account
