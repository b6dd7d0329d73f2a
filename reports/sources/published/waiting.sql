select feed, column_name, refers_to, "rows"::double as "rows"
from health.waiting
order by "rows" desc, feed, column_name
