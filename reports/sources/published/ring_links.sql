with shop as (select time_zone from health.snapshot)
select
  ring_id, kind, identifier::double as identifier, account::double as account,
  strftime(timezone(time_zone, timezone('UTC', first_used_at)), '%Y-%m-%d') as first_used_on, is_beyond_cap
from scores.ring_links, shop
order by ring_id, kind, identifier, account
