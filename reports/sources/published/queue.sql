with shop as (select time_zone from health.snapshot)
select
  rank::double as rank, case_type, case_id, stage, kind,
  strftime(timezone(time_zone, timezone('UTC', opened_at)), '%-d %b %Y, %H:%M') as opened,
  epoch(opened_at)::double as opened_s,
  order_id, value::double as value, score::double as score, log_odds::double as log_odds,
  prior_log_odds::double as prior_log_odds,
  expected_value::double as expected_value,
  greatest(0, median(expected_value) over ())::double as told_from,
  band, is_finding, top_reason,
  signals_fired::double as signals_fired, signals_unknown::double as signals_unknown
from scores.queue, shop
order by rank
