select * replace (position::double as position, cases::double as cases, abusive::double as abusive)
from quality.challenger
order by population, position
