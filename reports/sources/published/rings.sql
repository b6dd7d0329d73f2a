with shop as (select time_zone from health.snapshot)
select
  ring_id, rank::double as rank, rings_in_all::double as rings_in_all, accounts::double as accounts,
  strftime(timezone(time_zone, timezone('UTC', linked_from)), '%Y-%m-%d') as linked_on,
  strftime(timezone(time_zone, timezone('UTC', last_linked_at)), '%Y-%m-%d') as last_linked_on,
  strftime(timezone(time_zone, timezone('UTC', first_ordered_at)), '%Y-%m-%d') as first_ordered_on,
  strftime(timezone(time_zone, timezone('UTC', last_ordered_at)), '%Y-%m-%d') as last_ordered_on,
  orders::double as orders, items_amount::double as items_amount,
  claims::double as claims, returns::double as returns,
  open_cases::double as open_cases, suspected_cases::double as suspected_cases,
  exact_findings::double as exact_findings, abuse_found::double as abuse_found, denied::double as denied,
  value_at_risk::double as value_at_risk,
  burst_accounts::double as burst_accounts, burst_cases::double as burst_cases,
  strftime(burst_cases_from, '%Y-%m-%d') as burst_cases_from
from scores.rings, shop
order by rank
