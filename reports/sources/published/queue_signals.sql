-- Where a case's probability is not told its bits are not either: they add up to it
with told as (
  select case_type, case_id, is_finding or score >= 0.5 as is_told from scores.queue
)
select case_type, case_id, stage, signal, means, outcome, case when is_told then weight::double end as weight,
  sign(weight)::double as direction, reason, innocent, proof,
  silenced_by, strftime(silenced_until, '%Y-%m-%d') as silenced_until, silenced_reviewer, silenced_because
from scores.queue_signals join told using (case_type, case_id)
order by case_type, case_id, case when is_told then abs(weight) end desc, direction desc, signal
