-- Of those in the queue no low probability is told, nor what follows from one: some were drawn by lot
with shop as (select time_zone from health.snapshot),
told as (
  select *, not is_in_queue or score >= 0.5 as is_told from scores.ring_cases
)
select
  ring_id, account::double as account, case_type, case_id, stage, kind, order_id,
  strftime(timezone(time_zone, timezone('UTC', opened_at)), '%Y-%m-%d') as opened_on,
  value::double as value, case when is_told then score::double end as score, is_finding, state, finding, action,
  case when not is_in_queue then value_at_risk::double end as value_at_risk, is_in_queue
from told, shop
order by ring_id, is_in_queue desc, state = 'open' desc, case when not is_in_queue then value_at_risk end desc, opened_at desc, case_id
