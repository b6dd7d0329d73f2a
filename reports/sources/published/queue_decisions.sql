with shop as (select time_zone from health.snapshot)
select
  decision_id, case_type, case_id, epoch(decided_at)::double as decided_s,
  strftime(timezone(time_zone, timezone('UTC', decided_at)), '%-d %b %Y, %H:%M') as decided,
  reviewer, finding, action
from scores.queue_decisions, shop
order by case_type, case_id, decided_at, decision_id
