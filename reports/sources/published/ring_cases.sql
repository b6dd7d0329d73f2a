-- Of those in the queue no low probability is told: some were drawn by lot
with shop as (select time_zone from health.snapshot)
select
  ring_id, account::double as account, case_type, case_id, stage, kind, order_id,
  strftime(timezone(time_zone, timezone('UTC', opened_at)), '%Y-%m-%d') as opened_on,
  value::double as value, case when not is_in_queue or score >= 0.5 then score::double end as score,
  is_finding, state, finding, action, value_at_risk::double as value_at_risk, is_in_queue
from scores.ring_cases, shop
order by ring_id, is_in_queue desc, state = 'open' desc, value_at_risk desc, opened_at desc, case_id
