with shop as (select time_zone from health.snapshot)
select
  case_type, case_id, stage, epoch(reached_at)::double as reached_s,
  strftime(timezone(time_zone, timezone('UTC', reached_at)), '%-d %b %Y, %H:%M') as reached,
  score::double as score, top_reason, left(facts_hash, 12) as facts_hash, left(ruleset_hash, 12) as ruleset_hash
from scores.queue_stages, shop
order by case_type, case_id, reached_at
