-- The newest twelve months in which anybody decided
select
  month, case_type, finding, decisions::double as decisions, banded::double as banded,
  let_through::double as let_through, looked_in_vain::double as looked_in_vain,
  first_decisions::double as first_decisions, within_a_day::double as within_a_day,
  within_three_days::double as within_three_days, within_a_week::double as within_a_week
from quality.decisions
where month in (select distinct month from quality.decisions order by month desc limit 12)
order by month, case_type, finding
