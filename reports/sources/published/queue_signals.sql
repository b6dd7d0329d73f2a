select case_type, case_id, stage, signal, means, outcome, weight::double as weight, reason, innocent, proof,
  silenced_by, strftime(silenced_until, '%Y-%m-%d') as silenced_until, silenced_reviewer, silenced_because
from scores.queue_signals
order by case_type, case_id, abs(weight) desc, signal
