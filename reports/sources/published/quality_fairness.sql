select * replace (position::double as position, cases::double as cases, honest::double as honest)
from quality.fairness
order by population, position
