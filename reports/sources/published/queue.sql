-- What would tell which cases were drawn by lot is not told: the worth of a look, the band, and a low probability
with shop as (select time_zone from health.snapshot)
select
  q.rank::double as rank, q.case_type, q.case_id, q.stage, q.kind,
  strftime(timezone(time_zone, timezone('UTC', q.opened_at)), '%-d %b %Y, %H:%M') as opened,
  epoch(q.opened_at)::double as opened_s,
  q.order_id, q.value::double as value,
  case when q.score >= 0.5 then q.score::double end as score,
  case when q.is_finding or q.score >= 0.5 then q.log_odds::double end as log_odds, q.prior_log_odds::double as prior_log_odds,
  q.is_finding, q.top_reason,
  q.signals_fired::double as signals_fired, q.signals_unknown::double as signals_unknown,
  c.ring_id, r.accounts::double as ring_accounts, r.open_cases::double as ring_open_cases,
  r.abuse_found::double as ring_abuse_found
from scores.queue as q
cross join shop
left join scores.ring_cases as c on c.case_type = q.case_type and c.case_id = q.case_id
left join scores.rings as r on r.ring_id = c.ring_id
order by q.rank
