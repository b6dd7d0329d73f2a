select population, division, kind, abusive::double as abusive, shown, shown_low, shown_high
from quality.recall
order by population, division, abusive desc, kind
