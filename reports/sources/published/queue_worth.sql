-- In sums alone: what a look at one case is worth would tell which cases were drawn by lot
select
  count(*)::double as cases, sum(expected_value)::double as expected_value,
  count(*) filter (where is_finding)::double as findings
from scores.queue
