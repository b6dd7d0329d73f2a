select population, quarter, cases::double as cases, abusive::double as abusive, average_precision, brier
from quality.quarters
order by population, quarter
